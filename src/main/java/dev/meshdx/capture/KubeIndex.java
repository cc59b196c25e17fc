package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every captured object once, however many files hold it, by cluster and kind in the order of their names. */
final class KubeIndex {

    private static final Comparator<KubeObject> BETTER = Comparator.comparingInt(KubeObject::completeness)
            .thenComparing(KubeObject::origin, Comparator.reverseOrder());

    /** Groups that own kinds whose names other groups use, too. */
    private static final Set<String> AMBIGUOUS =
            Set.of("Gateway", "Service", "AuthorizationPolicy", "Ingress", "Secret");

    private static final NavigableMap<String, KubeObject> NONE = Collections.emptyNavigableMap();

    private final Clusters clusters;
    private final Map<String, Map<String, NavigableMap<String, KubeObject>>> objects = new TreeMap<>();

    private KubeIndex(Clusters clusters) {
        this.clusters = clusters;
    }

    static KubeIndex of(Collection<String> paths, List<KubeObject> all) {
        KubeIndex index = new KubeIndex(Clusters.of(paths, all));
        all.forEach(index::add);
        return index;
    }

    Clusters clusters() {
        return clusters;
    }

    /** Objects of one kind; for a kind that several API groups have, of all of them. */
    List<KubeObject> of(String cluster, String kind) {
        return List.copyOf(
                objects.getOrDefault(cluster, Map.of()).getOrDefault(kind, NONE).values());
    }

    /** Objects of one kind of one API group; objects that do not tell their group count, too. */
    List<KubeObject> of(String cluster, String kind, String group) {
        return of(cluster, kind).stream()
                .filter(object -> object.group().isEmpty() || object.group().equals(group))
                .toList();
    }

    /** The object of that name; of several API groups the first one in alphabetical order. */
    Optional<KubeObject> find(String cluster, String kind, String namespace, String name) {
        String key = namespace + "/" + name + "/";
        return objects.getOrDefault(cluster, Map.of()).getOrDefault(kind, NONE).tailMap(key).values().stream()
                .findFirst()
                .filter(object ->
                        object.namespace().equals(namespace) && object.name().equals(name));
    }

    /** All objects of a cluster. */
    List<KubeObject> all(String cluster) {
        List<KubeObject> all = new ArrayList<>();
        objects.getOrDefault(cluster, Map.of()).values().forEach(kind -> all.addAll(kind.values()));
        return all;
    }

    private void add(KubeObject object) {
        objects.computeIfAbsent(clusters.of(object.path()), cluster -> new TreeMap<>())
                .computeIfAbsent(object.kind(), kind -> new TreeMap<>())
                .merge(key(object), object, (one, other) -> BETTER.compare(one, other) >= 0 ? one : other);
    }

    private static String key(KubeObject object) {
        String group = AMBIGUOUS.contains(object.kind()) ? object.group() : "";
        return object.namespace() + "/" + object.name() + "/" + group;
    }
}
