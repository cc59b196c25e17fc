package dev.meshdx.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which live cluster, as kubectl is told. */
final class ClusterOptions {

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: as kubectl finds it.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Context of the kubeconfig; default: the current one.")
    private String context = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Of a live cluster only this namespace and what lies in none; may be repeated.")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces of a live cluster; the default.")
    private boolean allNamespaces;

    Optional<Path> kubeconfig() {
        return Optional.ofNullable(kubeconfig);
    }

    String context() {
        return context;
    }

    /** Empty for all. */
    List<String> namespaces() {
        if (allNamespaces && !namespaces.isEmpty()) {
            throw new UsageException("-A and -n exclude each other");
        }
        return List.copyOf(namespaces);
    }
}
