package dev.meshdx.capture;

import dev.meshdx.facts.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose file a path is, by the pods and namespaces it names. */
final class PathOwners {

    /** Pod names of ReplicaSets and DaemonSets as they stand in paths when no pod was captured. */
    private static final Pattern POD_LIKE = Pattern.compile(
            "((?:[a-z0-9]+-)+?[0-9bcdf-hj-np-tv-xz]{6,10}-[bcdf-hj-np-tv-xz2-9]{5})(?![a-z0-9])|((?:[a-z0-9]+-)+[bcdf-hj-np-tv-xz2-9]{5})(?![a-z0-9])");

    /** Folders below which dumps keep one folder per namespace; below some of them a pod folder may come at once. */
    private static final Pattern NAMESPACE_FOLDER =
            Pattern.compile("(?:^|/)(?:namespaces/([^/]+)/|(?:proxies|pods/logs|istio)/([^/]+)/[^/]+/)");

    private static final List<String> CONTAINERS = List.of(
            "istio-proxy",
            "linkerd-proxy",
            "istio-init",
            "istio-validation",
            "linkerd-init",
            "linkerd-network-validator",
            "consul-dataplane",
            "discovery",
            "identity",
            "destination",
            "policy",
            "proxy-injector",
            "sp-validator",
            "istio-cni",
            "install-cni");

    private static final Pattern SEPARATORS = Pattern.compile("[/._]");

    private final Map<String, List<Pod>> byName = new HashMap<>();
    private final Set<String> namespaces;

    PathOwners(List<Pod> pods, Set<String> namespaces) {
        this.namespaces = Set.copyOf(namespaces);
        pods.forEach(pod ->
                byName.computeIfAbsent(pod.name(), name -> new ArrayList<>()).add(pod));
    }

    /** Namespace, pod and container that the path names; each may be empty. */
    String[] of(String path) {
        String namespace = namespace(path);
        Optional<Pod> known = longestPod(path, namespace);
        if (known.isPresent()) {
            Pod pod = known.get();
            return new String[] {pod.namespace(), pod.name(), container(path, pod.containers(), pod.name())};
        }
        String pod = guessedPod(path);
        return new String[] {namespace, pod, container(path, CONTAINERS, pod)};
    }

    private Optional<Pod> longestPod(String path, String namespace) {
        return candidates(path).stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .filter(pod -> namespace.isEmpty() || pod.namespace().equals(namespace) || !namesNamespace(path, pod))
                .max(Comparator.comparing((Pod pod) -> pod.namespace().equals(namespace))
                        .thenComparing(pod -> pod.name().length())
                        .thenComparing(Pod::namespace));
    }

    /** A pod of another namespace must not take a file whose folder names its own. */
    private static boolean namesNamespace(String path, Pod pod) {
        return path.contains("/" + pod.name() + "/") && !path.contains(pod.namespace() + "/");
    }

    /** All parts of the path that could be a pod name: between separators, cut at hyphens. */
    private static List<String> candidates(String path) {
        List<String> candidates = new ArrayList<>();
        for (String part : SEPARATORS.split(path)) {
            List<Integer> cuts = new ArrayList<>(List.of(-1));
            for (int i = part.indexOf('-'); i >= 0; i = part.indexOf('-', i + 1)) {
                cuts.add(i);
            }
            cuts.add(part.length());
            for (int i = 0; i < cuts.size(); i++) {
                for (int j = i + 1; j < cuts.size(); j++) {
                    candidates.add(part.substring(cuts.get(i) + 1, cuts.get(j)));
                }
            }
        }
        return candidates;
    }

    private String namespace(String path) {
        String found = "";
        for (String part : CapturePath.folder(path).split("/")) {
            found = namespaces.contains(part) ? part : found;
        }
        Matcher tree = NAMESPACE_FOLDER.matcher(path);
        if (!found.isEmpty() || !tree.find()) {
            return found;
        }
        String folder = tree.group(1) != null ? tree.group(1) : tree.group(2);
        return byName.containsKey(folder) || POD_LIKE.matcher(folder).matches() ? "" : folder;
    }

    private static String guessedPod(String path) {
        String best = "";
        Function<Matcher, String> text = found -> found.group(1) != null ? found.group(1) : found.group(2);
        Matcher matcher = POD_LIKE.matcher(path);
        while (matcher.find()) {
            boolean better = text.apply(matcher).length() > best.length();
            best = better ? text.apply(matcher) : best;
        }
        Matcher tree = Pattern.compile("(?:^|/)(?:pods/logs/[^/]+|pods(?!/logs)|(?:proxies|istio)/[^/]+)/([^/]+)/")
                .matcher(path);
        return best.isEmpty() && tree.find() ? tree.group(1) : withoutPrefix(best);
    }

    private static String withoutPrefix(String pod) {
        for (String prefix : List.of("logs-", "describe-pod-", "describe-", "log-", "pod-")) {
            if (pod.startsWith(prefix)) {
                return pod.substring(prefix.length());
            }
        }
        return pod;
    }

    /** The container that the path names behind the pod, of those that may be meant. */
    private static String container(String path, List<String> containers, String pod) {
        int at = pod.isEmpty() ? -1 : path.lastIndexOf(pod);
        String rest = at < 0 ? path : path.substring(at + pod.length());
        return containers.stream()
                .filter(name -> Pattern.compile("(^|[/._-])" + Pattern.quote(name) + "($|[/._-])")
                        .matcher(rest)
                        .find())
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }
}
