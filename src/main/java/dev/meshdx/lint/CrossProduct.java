package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A pattern that no variable ties to the patterns before it. */
final class CrossProduct extends Check.OfRule {

    CrossProduct() {
        super(
                "cross-product",
                Severity.WARNING,
                "Without a join every fact meets every other: wrong evidence in large clusters, and quadratic time.");
    }

    @Override
    void check(Unit unit, RuleSyntax rule, Findings findings) {
        Set<String> bound = new HashSet<>();
        boolean first = true;
        for (RuleSyntax.Pattern pattern : rule.patterns()) {
            boolean later = Patterns.matched(rule).contains(pattern);
            if (!later || Patterns.isSingle(pattern)) {
                continue;
            }
            Set<String> reads = Patterns.reads(pattern);
            boolean joined = reads.stream().anyMatch(bound::contains) || joinedLater(rule, pattern, bound);
            if (!first && !joined) {
                findings.add(
                        unit.drl(),
                        pattern.at(),
                        pattern.type() + " joins no variable of a pattern before it",
                        "join it, as in namespace == $ns, or write exists when any one will do");
            }
            bound.addAll(Patterns.binds(pattern));
            first = false;
        }
    }

    /** Whether a later pattern reads variables of this one and of those before it, so that the three are tied. */
    private static boolean joinedLater(RuleSyntax rule, RuleSyntax.Pattern pattern, Set<String> before) {
        Set<String> own = Patterns.binds(pattern);
        List<RuleSyntax.Pattern> all = rule.patterns();
        return all.subList(all.indexOf(pattern) + 1, all.size()).stream()
                .map(Patterns::reads)
                .anyMatch(reads -> reads.stream().anyMatch(own::contains)
                        && reads.stream().anyMatch(before::contains));
    }
}
