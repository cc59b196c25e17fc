package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pattern that no variable ties to the patterns before it, and that asks for no value either. One that does may say "and
 * there is such a thing in the cluster".
 */
final class CrossProduct extends Check.OfRule {

    CrossProduct() {
        super(
                "cross-product",
                Severity.WARNING,
                "A pattern without join and without value meets every fact of its type: wrong evidence, and quadratic time.");
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
            if (!first && !joined && !Patterns.isSelective(rule, pattern)) {
                findings.add(
                        unit.drl(),
                        pattern.at(),
                        pattern.type() + " joins no variable of a pattern before it and asks for no value",
                        "join it, as in namespace == $ns, or write exists when any one will do");
            }
            bound.addAll(Patterns.binds(pattern));
            first = false;
        }
    }

    /** Whether a later pattern ties this one to those before it, or says that there is no other fact like it. */
    private static boolean joinedLater(RuleSyntax rule, RuleSyntax.Pattern pattern, Set<String> before) {
        Set<String> own = Patterns.binds(pattern);
        List<RuleSyntax.Pattern> all = rule.patterns();
        return all.subList(all.indexOf(pattern) + 1, all.size()).stream().anyMatch(later -> {
            Set<String> reads = Patterns.reads(later);
            boolean ofOwn = reads.stream().anyMatch(own::contains);
            boolean only =
                    later.role() == RuleSyntax.Role.NEGATED && later.type().equals(pattern.type());
            return ofOwn && (only || reads.stream().anyMatch(before::contains));
        });
    }
}
