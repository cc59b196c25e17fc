package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.rules.RuleShortfall;
import java.util.List;

/**
 * Why a failure mode is not found in one cluster, or that it is.
 *
 * @param cluster cluster
 * @param id failure mode
 * @param title its title
 * @param subject subject that was asked for, empty for any
 * @param outcome found, ruled-out, undecided, not-applicable or not-assessed
 * @param reasons why, in sentences, the most important first
 * @param found diagnoses of it, those below another one included
 * @param certainty how its certainty comes about for the subject that comes nearest
 * @param rules its rules, those that speak for it first
 * @param missing kinds of evidence that would decide, with the commands that capture them
 */
public record NotFound(
        String cluster,
        String id,
        String title,
        String subject,
        String outcome,
        List<String> reasons,
        List<Diagnosis> found,
        CertaintySteps certainty,
        List<Rule> rules,
        List<Missing> missing) {
    public NotFound {
        reasons = List.copyOf(reasons);
        found = List.copyOf(found);
        rules = List.copyOf(rules);
        missing = List.copyOf(missing);
    }

    /**
     * One rule.
     *
     * @param weight word of its weight
     * @param supports whether it speaks for the failure mode
     * @param statement what it would say, or says when it fired
     * @param shortfall how far it gets
     */
    public record Rule(String weight, boolean supports, String statement, RuleShortfall shortfall) {}
}
