package dev.meshdx.facts;

/**
 * One immutable statement about the captured system. Every fact type is a record of this package; rules match on its
 * components. Strings are never null and empty when unknown, counters that the capture lacks are -1, instants that it
 * lacks are {@link java.time.Instant#EPOCH}.
 */
public interface Fact {

    /** The cluster that the fact was captured from. */
    String cluster();

    /** What the fact is about. */
    Subject subject();

    /** Where it was read. */
    Origin origin();
}
