package dev.meshdx.rules;

import java.util.Collection;

/** What the loaded packs know, without the engine that fires their rules. */
public interface Knowledge {

    /** All failure modes. */
    Collection<FailureMode> failureModes();

    /** The knowledge entry of a failure mode; it must exist. */
    Entry entry(String id);

    /** What the site tunes of it. */
    default Site site() {
        return Site.NONE;
    }
}
