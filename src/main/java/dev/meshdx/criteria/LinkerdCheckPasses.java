package dev.meshdx.criteria;

import dev.meshdx.criteria.Criterion.State;
import dev.meshdx.facts.ToolFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** V3: {@code linkerd check} reports nothing. */
final class LinkerdCheckPasses extends Check {

    LinkerdCheckPasses() {
        super(
                "V3",
                "linkerd check passes",
                "no failed check and no warning",
                "linkerd check -o json",
                "linkerd check --proxy -o json");
    }

    @Override
    Criterion judge(Seen after, Optional<Seen> before) {
        if (!after.captured("linkerd-check")) {
            return after.mesh("linkerd")
                    ? unknown("the output of linkerd check was not captured")
                    : notApplicable("no Linkerd in the capture");
        }
        List<String> errors = texts(after, "error");
        List<String> warnings = texts(after, "warning");
        List<String> offenders = new ArrayList<>(errors);
        offenders.addAll(warnings);
        return result(
                !errors.isEmpty() ? State.FAIL : !warnings.isEmpty() ? State.WARN : State.PASS,
                errors.size() + " failed, " + warnings.size() + " warned",
                offenders);
    }

    private static List<String> texts(Seen after, String level) {
        return after.of(ToolFinding.class).stream()
                .filter(finding -> finding.tool().equals("linkerd-check")
                        && finding.level().equals(level))
                .map(finding -> finding.category() + ": " + finding.code())
                .toList();
    }
}
