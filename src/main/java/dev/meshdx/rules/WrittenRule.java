package dev.meshdx.rules;

import java.util.List;

/**
 * A rule as its author wrote it, for explanations.
 *
 * @param name rule name
 * @param file rule file, as messages print it
 * @param line line of the rule, 1 for the first
 * @param conditions its conditions in order
 * @param concludes variable and component that the rule concludes about, such as {@code $calls.subject}
 */
public record WrittenRule(String name, String file, int line, List<Condition> conditions, String concludes) {
    public WrittenRule {
        conditions = List.copyOf(conditions);
    }

    /**
     * One condition of a rule.
     *
     * @param form pattern, not, exists, accumulate or or
     * @param line line of its first word
     * @param text its text, on one line
     * @param type fact type of its first pattern
     * @param fields paths of components of that type that the condition names, such as {@code stats.rqTotal}
     */
    public record Condition(String form, int line, String text, String type, List<String> fields) {
        public Condition {
            fields = List.copyOf(fields);
        }
    }

    /** {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
