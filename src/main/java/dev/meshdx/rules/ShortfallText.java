package dev.meshdx.rules;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.rules.RuleShortfall.Near;
import dev.meshdx.rules.RuleShortfall.Stop;
import dev.meshdx.rules.RuleShortfall.Unmet;
import java.util.ArrayList;
import java.util.List;

/** The words for what a rule lacks. Each line is nested by leading spaces, two per level. */
final class ShortfallText {

    private final List<String> lines = new ArrayList<>();

    private ShortfallText() {}

    static List<String> of(RuleShortfall rule) {
        ShortfallText text = new ShortfallText();
        text.rule(rule);
        return List.copyOf(text.lines);
    }

    private void rule(RuleShortfall rule) {
        String name = "rule " + rule.rule() + " (" + rule.place() + ")";
        if (!rule.failure().isEmpty()) {
            lines.add(name + ": cannot be evaluated: " + rule.failure());
            return;
        }
        if (rule.fires()) {
            lines.add(name + ": fires");
            return;
        }
        String conditions = rule.conditions() == 1 ? " condition holds" : " conditions hold";
        lines.add(name + ": " + rule.held() + " of " + rule.conditions() + conditions);
        rule.stops().forEach(this::stop);
    }

    private void stop(Stop stop) {
        String line = stop.place().substring(stop.place().lastIndexOf(':') + 1);
        lines.add("  falls short at line " + line + ": " + stop.text());
        if (stop.form().equals("not")) {
            stop.defeating().forEach(fact -> lines.add("    defeated by " + fact(fact)));
            if (stop.moreDefeating() > 0) {
                lines.add("    and by " + stop.moreDefeating() + " more");
            }
            return;
        }
        for (Unmet unmet : stop.unmet()) {
            lines.add("    not met: " + unmet(unmet));
        }
        if (!stop.captured() || stop.candidates() == 0) {
            lines.add("    " + none(stop));
            return;
        }
        if (stop.elsewhere()) {
            lines.add("    no " + stop.type() + " is about that subject; of others the nearest is");
        }
        stop.near().forEach(this::near);
        if (stop.asNear() > 0) {
            lines.add("    and " + stop.asNear() + " more as near");
        }
        if (stop.sampled()) {
            lines.add("    not every fact was looked at, a nearer one may exist");
        }
    }

    private void near(Near near) {
        lines.add("    nearest: " + fact(near.fact()) + " meets " + near.met() + " of " + near.of());
        for (Unmet unmet : near.unmet()) {
            lines.add("      not met: " + unmet(unmet));
        }
    }

    private static String unmet(Unmet unmet) {
        return unmet.constraint() + (unmet.actual().isEmpty() ? "" : "; " + unmet.actual());
    }

    private static String fact(Fact fact) {
        String place = fact.origin().toString();
        return fact.getClass().getSimpleName() + " " + fact.subject() + (place.isEmpty() ? "" : " at " + place);
    }

    /** Unknown is not absent: without the evidence there may be such facts. */
    private static String none(Stop stop) {
        if (!stop.captured()) {
            return "not captured: " + String.join(" or ", stop.kinds());
        }
        List<String> seen = stop.coverage().stream()
                .filter(Coverage::captured)
                .map(coverage -> coverage.kind() + " " + coverage.state())
                .distinct()
                .toList();
        return "captured, but there is no " + stop.type()
                + (seen.isEmpty() ? "" : " (" + String.join(", ", seen) + ")");
    }
}
