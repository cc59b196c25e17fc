package dev.meshdx.rules;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import java.util.List;

/**
 * How far the conditions of one rule hold over some facts, and what the first one that does not hold lacks. Neutral records:
 * nothing of the engine shows.
 *
 * @param rule rule name
 * @param place {@code file:line} of the rule
 * @param conditions how many conditions the rule has
 * @param held how many of them, from the first on, hold together; all when the rule fires
 * @param stops the condition that falls short, with one element per alternative of an {@code or}; empty when the rule fires
 * @param failure what failed when the rule cannot be evaluated, else empty
 */
public record RuleShortfall(String rule, String place, int conditions, int held, List<Stop> stops, String failure) {
    public RuleShortfall {
        stops = List.copyOf(stops);
    }

    /** The same as text, the nesting by leading spaces; what a test runner prints. */
    public List<String> lines() {
        return ShortfallText.of(this);
    }

    /** Whether the rule fires. */
    public boolean fires() {
        return failure.isEmpty() && held == conditions;
    }

    /**
     * The condition that falls short.
     *
     * @param form pattern: no fact meets it; not: facts defeat it; accumulate: what was counted does not suffice
     * @param place {@code file:line} of the condition
     * @param text the condition, on one line
     * @param type fact type that it asks for
     * @param candidates facts of that type
     * @param kinds kinds of evidence that give facts of that type; empty for facts that always exist
     * @param coverage what the capture covers of these kinds
     * @param elsewhere facts meet it, but none about the subject that was asked for
     * @param near the facts that come nearest, best first, at most {@value WhyNot#MAX_NEAR}
     * @param asNear how many further facts meet as many constraints as the first
     * @param defeating facts that defeat a {@code not}, at most {@value WhyNot#MAX_NEAR}
     * @param moreDefeating how many more there are
     * @param unmet constraints on what was counted that do not hold, with the actual values
     * @param sampled there was too much to look at, so a nearer fact may exist
     */
    public record Stop(
            String form,
            String place,
            String text,
            String type,
            int candidates,
            List<String> kinds,
            List<Coverage> coverage,
            boolean elsewhere,
            List<Near> near,
            int asNear,
            List<Fact> defeating,
            int moreDefeating,
            List<Unmet> unmet,
            boolean sampled) {
        public Stop {
            kinds = List.copyOf(kinds);
            coverage = List.copyOf(coverage);
            near = List.copyOf(near);
            defeating = List.copyOf(defeating);
            unmet = List.copyOf(unmet);
        }

        /** Whether the capture could have shown facts of the type: without any of its kinds nothing is known of them. */
        public boolean captured() {
            return kinds.isEmpty() || coverage.stream().anyMatch(Coverage::captured);
        }
    }

    /**
     * A fact that meets some of the constraints.
     *
     * @param fact the fact
     * @param met how many it meets
     * @param of how many there are
     * @param unmet those that it does not meet
     */
    public record Near(Fact fact, int met, int of, List<Unmet> unmet) {
        public Near {
            unmet = List.copyOf(unmet);
        }
    }

    /**
     * A constraint that does not hold.
     *
     * @param constraint its text
     * @param actual what it looked at and found there, such as {@code reason is "timeout"}; empty when it names nothing
     */
    public record Unmet(String constraint, String actual) {}
}
