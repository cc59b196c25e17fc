package dev.meshdx.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule file that passed the gate, as the engine and the index need it. */
record DrlFile(String packageName, Map<String, DrlFile.Rule> rules) {

    /**
     * One simple constraint of a pattern: only facts whose field meets it can match.
     *
     * @param pattern number of the pattern within its rule
     * @param type fact type
     * @param field component of type String, boolean or number
     * @param operator in (one of the values), true, false, or a comparison with the one value
     * @param values accepted values, or the number to compare with, which may be {@link #PARAMETER} and an id
     */
    record Literal(int pattern, String type, String field, String operator, List<String> values) {

        /** Marks an id of a parameter whose value is the number. */
        static final String PARAMETER = "@";

        /** Whether it names the values of a text field. */
        boolean isText() {
            return operator.equals("in");
        }
    }

    /**
     * One rule of the file.
     *
     * @param name rule name
     * @param line line of the rule
     * @param reads fact types without which it can't fire
     * @param guards kinds whose complete coverage it asks for
     * @param literals literals without which it can't fire
     * @param counted fact types that it counts: it may fire without them, but can't be judged when they were not captured
     * @param countedLiterals literals of the facts that it counts
     * @param named for heavy fact types: the statistics and metrics that it names
     * @param variables variables that a match binds
     */
    record Rule(
            String name,
            int line,
            List<String> reads,
            List<String> guards,
            List<Literal> literals,
            List<String> counted,
            List<Literal> countedLiterals,
            Map<String, List<String>> named,
            List<String> variables) {}

    /** Parses and checks a file; throws {@link PackException} with file, line and column of the first mistake. */
    static DrlFile parse(String path, String text) {
        RuleText tree = RuleText.of(text);
        if (!tree.mistakes().isEmpty()) {
            throw new PackException(refusal(path, tree.mistakes()));
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        tree.rules().forEach(rule -> rules.put(rule.name(), Literals.of(rule)));
        return new DrlFile(tree.packageName(), rules);
    }

    private static String refusal(String path, List<Mistake> mistakes) {
        Mistake first = mistakes.get(0);
        String fix = first.fix().isEmpty() ? "" : "; " + first.fix();
        String more = mistakes.size() == 1
                ? ""
                : " (" + (mistakes.size() - 1) + " more in this file; see them all with: meshdx rules lint)";
        return path + ":" + first.at() + ": " + first.message() + fix + more;
    }
}
