package dev.meshdx.facts;

import org.jspecify.annotations.Nullable;

/**
 * What a fact or a diagnosis is about: one object of one cluster.
 *
 * @param cluster cluster name
 * @param namespace namespace, empty for cluster-scoped objects
 * @param kind Kubernetes kind, or Mesh, Capture, Workload (owner kind unknown), Host
 * @param name name
 */
public record Subject(String cluster, String namespace, String kind, String name) implements Comparable<Subject> {

    /** The object of that kind and name. */
    public static Subject of(String cluster, String namespace, String kind, String name) {
        return new Subject(cluster, namespace, kind, name);
    }

    /** The workload, or the pod where no workload is known. */
    public static Subject workload(String cluster, String namespace, String workload, String pod) {
        return workload.isEmpty()
                ? new Subject(cluster, namespace, "Pod", pod)
                : new Subject(cluster, namespace, "Workload", workload);
    }

    /** {@code namespace/name}, or the name of a cluster-scoped object. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(Subject other) {
        int order = cluster.compareTo(other.cluster);
        order = order != 0 ? order : namespace.compareTo(other.namespace);
        order = order != 0 ? order : kind.compareTo(other.kind);
        return order != 0 ? order : name.compareTo(other.name);
    }

    // A record's own equals and hashCode are linked at run time, which a short run would wait for.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject that
                && name.equals(that.name)
                && namespace.equals(that.namespace)
                && kind.equals(that.kind)
                && cluster.equals(that.cluster);
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        hash = 31 * hash + namespace.hashCode();
        hash = 31 * hash + kind.hashCode();
        hash = 31 * hash + cluster.hashCode();
        return hash;
    }

    /** {@code Kind namespace/name}. */
    @Override
    public String toString() {
        return kind + " " + path();
    }
}
