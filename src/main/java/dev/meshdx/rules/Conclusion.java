package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Subject;
import java.util.List;
import java.util.Map;

/**
 * What one firing of one rule says: its evidence holds for this subject.
 *
 * @param rule rule name, {@code id} or {@code id.evidence}
 * @param subject what the evidence is about
 * @param facts facts that the rule matched, those counted by accumulate included, sorted by origin
 * @param values values of the bound variables by name without the dollar sign; records, strings and numbers
 */
public record Conclusion(String rule, Subject subject, List<Fact> facts, Map<String, Object> values) {
    public Conclusion {
        facts = List.copyOf(facts);
        values = Map.copyOf(values);
    }

    /** Id of the failure mode that the rule belongs to. */
    public String failureMode() {
        int dot = rule.indexOf('.');
        return dot < 0 ? rule : rule.substring(0, dot);
    }
}
