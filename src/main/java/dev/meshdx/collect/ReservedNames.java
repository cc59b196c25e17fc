package dev.meshdx.collect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that keep their meaning: those of meshes and of Kubernetes itself, and words that the formats and rules use. */
final class ReservedNames {

    private static final String WORDS = "words.txt";
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9._-]+");

    /** What the installers of meshes and clusters call their own; everything that begins so. */
    private static final List<String> PREFIXES = List.of(
            "istio-",
            "istiod",
            "ztunnel",
            "linkerd-",
            "linkerd.",
            "consul-",
            "gloo-",
            "gateway-proxy",
            "kube-",
            "kubernetes-",
            "coredns",
            "system:",
            "cert-manager",
            "envoy-gateway",
            "extension-apiserver-authentication",
            "default-token-",
            "metrics-server",
            "aws-node",
            "calico-",
            "cilium");

    private static final Set<String> NAMES =
            Set.of("cacerts", "kubernetes", "default", "gloo", "consul", "linkerd", "istio");

    private final Set<String> words = new HashSet<>();

    /** With texts that rules look for: each of their words is kept. */
    ReservedNames(Set<String> texts) {
        try (InputStream in = ReservedNames.class.getResourceAsStream(WORDS)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + WORDS);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(this::addWords);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.forEach(this::addWords);
    }

    private void addWords(String text) {
        for (String word : NO_WORD.split(text)) {
            words.add(word.toLowerCase(Locale.ROOT));
            for (String part : word.split("[._-]")) {
                words.add(part.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Whether a name stays as it is. */
    boolean contains(String name) {
        return name.length() < 2 || NAMES.contains(name) || ofInstaller(name) || words.contains(name);
    }

    /** Whether a name is one that an installer gives, so that nobody needs to be told of it. */
    boolean ofInstaller(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Whether a namespace belongs to a mesh or to Kubernetes, so that all that lies in it is called as its installer does. */
    boolean ofSystem(String namespace) {
        return namespace.startsWith("kube-")
                || namespace.startsWith("istio-")
                || namespace.startsWith("linkerd")
                || namespace.equals("consul")
                || namespace.startsWith("gloo-")
                || namespace.equals("cert-manager");
    }
}
