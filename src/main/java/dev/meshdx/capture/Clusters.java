package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which cluster each file speaks of. Only objects can prove that two folders hold different clusters: another identity of the
 * namespace kube-system, or nodes and pods of which none is shared. Otherwise all files are of one cluster.
 */
final class Clusters {

    /** Name of the only cluster of a capture. */
    static final String ONLY = "cluster";

    private final Map<String, String> byTop;
    private final String wrapper;
    private final List<String> names;

    private Clusters(Map<String, String> byTop, String wrapper, Collection<String> names) {
        this.byTop = byTop;
        this.wrapper = wrapper;
        this.names = List.copyOf(names);
    }

    static Clusters of(Collection<String> paths, List<KubeObject> objects) {
        String wrapper = wrapper(paths);
        Map<String, Identity> identities = new TreeMap<>();
        for (KubeObject object : objects) {
            identities
                    .computeIfAbsent(top(object.path(), wrapper), top -> new Identity())
                    .add(object);
        }
        List<List<String>> groups = groups(identities);
        if (groups.size() < 2) {
            return new Clusters(Map.of(), wrapper, List.of(ONLY));
        }
        Map<String, String> byTop = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        for (List<String> group : groups) {
            String name = group.get(0).isEmpty() ? ONLY : group.get(0);
            names.add(name);
            group.forEach(top -> byTop.put(top, name));
        }
        for (String path : paths) {
            String top = top(path, wrapper);
            if (!byTop.containsKey(top) && path.contains("/")) {
                byTop.put(top, groups.get(0).get(0));
            }
        }
        return new Clusters(byTop, wrapper, names);
    }

    /** The cluster of a file. */
    String of(String path) {
        return byTop.getOrDefault(top(path, wrapper), names.get(0));
    }

    /** All clusters, sorted. */
    List<String> names() {
        return names;
    }

    private static List<List<String>> groups(Map<String, Identity> identities) {
        List<List<String>> groups = new ArrayList<>();
        List<Identity> merged = new ArrayList<>();
        identities.forEach((top, identity) -> {
            if (!identity.known()) {
                return;
            }
            for (int i = 0; i < groups.size(); i++) {
                if (merged.get(i).sameAs(identity)) {
                    groups.get(i).add(top);
                    merged.get(i).addAll(identity);
                    return;
                }
            }
            groups.add(new ArrayList<>(List.of(top)));
            merged.add(identity);
        });
        return groups;
    }

    private static String top(String path, String wrapper) {
        return CapturePath.top(path.startsWith(wrapper) ? path.substring(wrapper.length()) : path);
    }

    /** The folders that all files share, with a slash at the end. */
    private static String wrapper(Collection<String> paths) {
        if (paths.isEmpty()) {
            return "";
        }
        String first = Collections.min(paths);
        String last = Collections.max(paths);
        int same = 0;
        while (same < Math.min(first.length(), last.length()) && first.charAt(same) == last.charAt(same)) {
            same++;
        }
        return first.substring(0, first.lastIndexOf('/', Math.max(0, same - 1)) + 1);
    }

    /** What tells clusters apart. */
    private static final class Identity {

        private final Set<String> systems = new HashSet<>();
        private final Set<String> nodes = new HashSet<>();
        private final Set<String> pods = new HashSet<>();

        void add(KubeObject object) {
            if (object.kind().equals("Node")) {
                nodes.add(object.name());
            } else if (object.kind().equals("Pod")) {
                pods.add(object.namespace() + "/" + object.name());
            } else if (object.kind().equals("Namespace") && object.name().equals("kube-system")) {
                systems.add(object.body().text("metadata", "uid"));
                systems.remove("");
            }
        }

        void addAll(Identity other) {
            systems.addAll(other.systems);
            nodes.addAll(other.nodes);
            pods.addAll(other.pods);
        }

        boolean known() {
            return !systems.isEmpty() || !nodes.isEmpty() && !pods.isEmpty();
        }

        boolean sameAs(Identity other) {
            if (!systems.isEmpty() && !other.systems.isEmpty()) {
                return !Collections.disjoint(systems, other.systems);
            }
            return nodes.isEmpty()
                    || other.nodes.isEmpty()
                    || !Collections.disjoint(nodes, other.nodes)
                    || !Collections.disjoint(pods, other.pods);
        }
    }
}
