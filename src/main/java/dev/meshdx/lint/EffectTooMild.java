package dev.meshdx.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that does more than its effect says. */
final class EffectTooMild extends Check.OfUnit {

    private static final List<String> EFFECTS = List.of("read-only", "safe", "disruptive", "destructive");
    private static final Map<Pattern, String> VERBS = verbs();

    EffectTooMild() {
        super(
                "effect-too-mild",
                Severity.ERROR,
                "People run what is marked read-only without a second thought; a verb that changes things must say so.");
    }

    private static Map<Pattern, String> verbs() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("delete\\s+(ns|namespaces?|crds?|customresourcedefinitions?|pv|pvc)", "destructive");
        words.put("uninstall", "destructive");
        words.put("delete", "disruptive");
        words.put("drain", "disruptive");
        words.put("evict", "disruptive");
        words.put("rollout\\s+(restart|undo)", "disruptive");
        words.put("scale(?=.*--replicas[= ]0)", "disruptive");
        words.put("upgrade", "disruptive");
        words.put("rollback", "disruptive");
        words.put("cordon|uncordon|taint", "safe");
        words.put("patch|apply|edit|annotate|label|create|replace|set|install|expose|scale", "safe");
        Map<Pattern, String> verbs = new LinkedHashMap<>();
        String tool = "(?:^|[|;&(]\\s*)(?:kubectl|istioctl|linkerd|helm|consul-k8s|meshctl|glooctl)\\b";
        words.forEach((verb, effect) -> verbs.put(
                Pattern.compile(tool + "(?:\\s+(?:-n|--namespace|--context|-c)[ =]?\\S+|\\s+-\\S+)*\\s+(?<verb>(?:"
                        + verb + "))(?=\\s|$)"),
                effect));
        return verbs;
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (Unit.Step step : unit.steps()) {
            String command = step.run().text();
            if (command.contains("--dry-run")) {
                continue;
            }
            for (Map.Entry<Pattern, String> each : VERBS.entrySet()) {
                Matcher matcher = each.getKey().matcher(command);
                if (matcher.find()) {
                    if (EFFECTS.indexOf(step.effect()) < EFFECTS.indexOf(each.getValue())) {
                        String verb = matcher.group("verb");
                        findings.add(
                                unit.entry().source(),
                                step.run().find(verb),
                                "'" + verb + "' is at least " + each.getValue() + ", the step says " + step.effect(),
                                "write effect: " + each.getValue());
                    }
                    break;
                }
            }
        }
    }
}
