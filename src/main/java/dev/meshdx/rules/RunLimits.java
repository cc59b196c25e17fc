package dev.meshdx.rules;

import java.time.Duration;

/**
 * What one run of the rules may cost.
 *
 * @param firings more than these mean a rule that joins everything with everything
 * @param time longest time of a run
 */
record RunLimits(int firings, Duration time) {

    static final RunLimits USUAL = new RunLimits(2_000_000, Duration.ofMinutes(5));
}
