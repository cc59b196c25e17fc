package dev.meshdx.capture;

import java.util.List;
import java.util.Map;

/** A Kubernetes label selector: all labels and all expressions must hold; an empty selector matches everything. */
record LabelSelector(Map<String, String> labels, List<Expression> expressions) {

    static LabelSelector of(Tree selector) {
        return new LabelSelector(
                selector.at("matchLabels").texts(),
                selector.items("matchExpressions").stream()
                        .map(item -> new Expression(item.text("key"), item.text("operator"), item.texts("values")))
                        .toList());
    }

    boolean matches(Map<String, String> candidate) {
        return candidate.entrySet().containsAll(labels.entrySet())
                && expressions.stream().allMatch(expression -> expression.holds(candidate));
    }

    /** One expression: In, NotIn, Exists or DoesNotExist. */
    record Expression(String key, String operator, List<String> values) {

        boolean holds(Map<String, String> labels) {
            String value = labels.getOrDefault(key, "");
            boolean present = labels.containsKey(key);
            return switch (operator) {
                case "In" -> present && values.contains(value);
                case "NotIn" -> !present || !values.contains(value);
                case "Exists" -> present;
                case "DoesNotExist" -> !present;
                default -> false;
            };
        }
    }
}
