package dev.meshdx.facts;

/**
 * What the capture could have shown of one kind of evidence. A rule may conclude from absence only beside a
 * {@code Coverage} of that kind that is complete.
 *
 * @param cluster cluster that the fact was captured from
 * @param kind Kubernetes kind ("Pod") or evidence kind ("access-log"), see {@link EvidenceKind}
 * @param namespace namespace that the statement is about, empty for the whole cluster
 * @param state complete, partial, absent or redacted
 * @param count how many objects, files or series of the kind were read
 * @param origin where the fact was read
 */
public record Coverage(String cluster, String kind, String namespace, String state, int count, Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return new Subject(cluster, namespace, "Capture", kind);
    }

    /** Whether everything of the kind that existed in the scope was captured. */
    public boolean complete() {
        return state.equals("complete");
    }

    /** Whether at least something of the kind was captured. */
    public boolean captured() {
        return state.equals("complete") || state.equals("partial");
    }
}
