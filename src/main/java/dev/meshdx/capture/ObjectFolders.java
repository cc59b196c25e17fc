package dev.meshdx.capture;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collections with files per object or namespace in folders named by kinds. kubectl-gather, crust-gather, Velero, Troubleshoot and
 * gather_istio ask for a kind in all namespaces that they collect, so a namespace without a file of a kind that has one elsewhere
 * holds none of it.
 * {@code oc adm inspect} writes the same folders for single objects, so its other kinds prove nothing.
 */
final class ObjectFolders {

    private static final Pattern IN_NAMESPACE = Pattern.compile("(.*?)namespaces/([^/]+)/(.+)/[^/]+");
    private static final Pattern OF_VELERO =
            Pattern.compile("(.*?)resources/([^/]+)/(?:[^/]+/)?namespaces/([^/]+)/[^/]+");

    private static final Pattern OF_TROUBLESHOOT =
            Pattern.compile("(|.*?/)(cluster-resources/)(?:custom-resources/)?([^/]+)/([^/.]+)\\.(?:json|yaml)");

    private final Set<String> wholeClusters = new TreeSet<>();
    private final Map<String, Set<String>> namespaces = new HashMap<>();

    /**
     * @param paths paths of all files of the capture
     */
    ObjectFolders(Collection<String> paths) {
        for (String path : paths) {
            int cluster = path.startsWith("cluster/") ? 0 : path.indexOf("/cluster/") + 1;
            if (cluster > 0 || path.startsWith("cluster/")) {
                wholeClusters.add(path.substring(0, cluster));
            }
            if (path.endsWith("metadata/version")) {
                wholeClusters.add(path.substring(0, path.length() - "metadata/version".length()));
            }
            place(path)
                    .ifPresent(place -> namespaces
                            .computeIfAbsent(place.root(), root -> new TreeSet<>())
                            .add(place.namespace()));
        }
    }

    /** The namespaces for which all objects of that kind were collected, judged by one of them; empty when nothing tells. */
    Set<String> collected(KubeObject object) {
        return place(object.path())
                .filter(place -> isFolderOf(object, place.folder()) && tells(place.root(), object.group()))
                .map(place -> namespaces.getOrDefault(place.root(), Set.of()))
                .orElse(Set.of());
    }

    private boolean tells(String root, String group) {
        boolean ofIstio = group.endsWith("istio.io") || group.equals("gateway.networking.k8s.io");
        return wholeClusters.contains(root)
                || root.endsWith("cluster-resources/")
                || ofIstio && (root.equals("istio/") || root.endsWith("/istio/"));
    }

    private static Optional<Place> place(String path) {
        Matcher bundle = OF_TROUBLESHOOT.matcher(path);
        if (bundle.matches()) {
            return Optional.of(new Place(bundle.group(1) + bundle.group(2), bundle.group(4), bundle.group(3)));
        }
        Matcher velero = OF_VELERO.matcher(path);
        if (velero.matches()) {
            return Optional.of(new Place(velero.group(1), velero.group(3), velero.group(2)));
        }
        Matcher tree = IN_NAMESPACE.matcher(path);
        return tree.matches() ? Optional.of(new Place(tree.group(1), tree.group(2), tree.group(3))) : Optional.empty();
    }

    /** Whether the last folder, or the one above a folder of the object's own, is called by the kind. */
    private static boolean isFolderOf(KubeObject object, String folders) {
        String kind = object.kind().toLowerCase(Locale.ROOT);
        List<String> names = List.of(kind, kind + "s", kind + "es", kind.replaceAll("y$", "ies"));
        List<String> parts = List.of(folders.split("/"));
        String last = parts.get(parts.size() - 1);
        boolean own = last.equals(object.name()) && parts.size() > 1;
        String folder = own ? parts.get(parts.size() - 2) : last;
        int dot = folder.indexOf('.');
        return names.contains(dot < 0 ? folder : folder.substring(0, dot));
    }

    /** The folder of the namespaces, the namespace, and the folders between it and the file. */
    private record Place(String root, String namespace, String folder) {}
}
