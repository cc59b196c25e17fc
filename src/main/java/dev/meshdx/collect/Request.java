package dev.meshdx.collect;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to collect, from where and to where.
 *
 * @param kubeconfig kubeconfig, none for the usual places
 * @param context context of the kubeconfig, empty for the current one
 * @param scope what the capture shall hold
 * @param pace how hard to press
 * @param output archive (.tar.gz, .tgz) or folder; it must not exist
 * @param resume go on with what an earlier run into the same output left
 * @param pseudonymity how names are replaced, empty when they stay
 * @param tool version of meshdx for the manifest
 */
public record Request(
        Optional<Path> kubeconfig,
        String context,
        Scope scope,
        Pace pace,
        Path output,
        boolean resume,
        Optional<Pseudonymity> pseudonymity,
        String tool) {}
