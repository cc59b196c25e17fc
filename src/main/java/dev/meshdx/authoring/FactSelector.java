package dev.meshdx.authoring;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FieldPath;
import dev.meshdx.rules.Closest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which facts of a type are meant: {@code namespace/name} or name of their subject, what tells them apart within it (the pod of a
 * proxy), or {@code field=value,field=value}. A {@code *} stands for any characters.
 */
final class FactSelector {

    private final String text;
    private final Map<String, Pattern> fields = new LinkedHashMap<>();

    FactSelector(Class<? extends Fact> type, String text) {
        this.text = text;
        if (text.contains("=")) {
            List<String> names = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            for (String condition : text.split(",", -1)) {
                String[] parts = condition.strip().split("=", 2);
                if (parts.length < 2 || !names.contains(parts[0])) {
                    throw new IllegalArgumentException(type.getSimpleName() + " has no field '" + parts[0] + "'"
                            + Closest.hint(parts[0], names) + "; fields are " + names);
                }
                fields.put(parts[0], glob(parts[1]));
            }
        }
    }

    /** Whether more than one fact may be meant. */
    boolean many() {
        return text.contains("*");
    }

    boolean matches(Fact fact) {
        if (!fields.isEmpty()) {
            return fields.entrySet().stream()
                    .allMatch(field -> field.getValue()
                            .matcher(String.valueOf(FieldPath.component(fact, field.getKey())))
                            .matches());
        }
        Pattern pattern = glob(text);
        return List.of(
                        fact.subject().path(),
                        fact.subject().toString(),
                        fact.subject().name(),
                        fact.detail(),
                        fact.subject().namespace() + "/" + fact.detail(),
                        fact.origin().toString())
                .stream()
                .anyMatch(name -> pattern.matcher(name).matches());
    }

    private static Pattern glob(String text) {
        String[] parts = text.split("\\*", -1);
        return Pattern.compile(
                String.join(".*", Arrays.stream(parts).map(Pattern::quote).toList()), Pattern.DOTALL);
    }
}
