package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Coverage;
import java.util.List;

/**
 * Why a failure mode was found for one subject: diagnosis, rules, facts, places in the capture.
 *
 * @param diagnosis the diagnosis
 * @param rules rules that fired, the heaviest first
 * @param certainty how its certainty comes about
 * @param place where it stands in the cause tree
 */
public record Why(Diagnosis diagnosis, List<Step> rules, CertaintySteps certainty, Place place) {
    public Why {
        rules = List.copyOf(rules);
    }

    /**
     * A rule that fired.
     *
     * @param rule rule name
     * @param place {@code file:line} of the rule
     * @param weight word of its weight
     * @param ratio likelihood ratio: how much more often this is seen with the failure mode than without it
     * @param statement what was seen
     * @param facts facts that it matched, at most {@value Explainer#MAX_FACTS}
     * @param moreFacts how many more there were
     * @param absences conditions that hold because there is no such fact
     */
    public record Step(
            String rule,
            String place,
            String weight,
            double ratio,
            String statement,
            List<Seen> facts,
            int moreFacts,
            List<Absence> absences) {
        public Step {
            facts = List.copyOf(facts);
            absences = List.copyOf(absences);
        }
    }

    /**
     * A fact that a rule matched.
     *
     * @param type fact type
     * @param subject what it is about
     * @param fields components that the rule looked at, as {@code flag="UO"}
     * @param place where it was read, empty for a fact that was concluded from others
     */
    public record Seen(String type, String subject, List<String> fields, String place) {
        public Seen {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A condition that holds because there is no such fact.
     *
     * @param condition the condition
     * @param line its line in the rule file
     * @param coverage what of these kinds the capture covers; without a complete one the absence is only "not seen"
     */
    public record Absence(String condition, int line, List<Coverage> coverage) {
        public Absence {
            coverage = List.copyOf(coverage);
        }

        /** Whether everything of the kind was captured. */
        public boolean proven() {
            return coverage.stream().anyMatch(Coverage::complete);
        }
    }

    /**
     * Where a diagnosis stands.
     *
     * @param path failure modes from its cause down to it, as the knowledge base links them; empty for a root
     * @param causeRef the diagnosis that explains it, empty for a root
     * @param shared what the two have in common, empty for a root
     * @param explains ids and subjects of what it explains itself
     */
    public record Place(List<String> path, String causeRef, String shared, List<String> explains) {
        public Place {
            path = List.copyOf(path);
            explains = List.copyOf(explains);
        }
    }
}
