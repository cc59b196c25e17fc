package dev.meshdx.facts;

import java.util.Comparator;

/**
 * One immutable statement about the captured system. Every fact type is a record of this package; rules match on its
 * components. Strings are never null and empty when unknown, counters that the capture lacks are -1, instants that it
 * lacks are {@link java.time.Instant#EPOCH}.
 */
public interface Fact {

    /** Type, subject, origin, and what tells apart facts of one place. */
    Comparator<Fact> ORDER = Fact::compare;

    private static int compare(Fact one, Fact other) {
        int order = one.getClass() == other.getClass()
                ? 0
                : one.getClass().getSimpleName().compareTo(other.getClass().getSimpleName());
        order = order != 0 ? order : one.subject().compareTo(other.subject());
        order = order != 0 ? order : one.origin().compareTo(other.origin());
        return order != 0 ? order : one.detail().compareTo(other.detail());
    }

    /** The cluster that the fact was captured from. */
    String cluster();

    /** What the fact is about. */
    Subject subject();

    /** Where it was read. */
    Origin origin();

    /** What tells this fact from others of its type, subject and origin; empty when there is only one. */
    default String detail() {
        return "";
    }
}
