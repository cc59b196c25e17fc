package dev.meshdx.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a case changes of the facts that it has from another: {@code but: { ResponseFlagCount.flag: UF }}. {@code Pod[2].phase}
 * is the second of several, {@code MetricSample.labels.le} a key of a map or a component of a nested record, {@code Pod: none}
 * leaves all of a type out and {@code Pod[2]: none} one of them.
 */
final class FactChanges {

    private static final Pattern PLACE = Pattern.compile("(\\w+)(?:\\[(\\d{1,3})])?(?:\\.(\\w+)(?:\\.(.+))?)?");

    private final Map<String, YamlNode> changes;

    /** The changes of a case, none when it has no {@code but}. */
    FactChanges(YamlNode test) {
        this.changes = test.get("but").map(YamlNode::map).orElse(Map.of());
        if (!changes.isEmpty() && test.get("like").isEmpty()) {
            throw test.wrong("'but' changes the facts of the case that 'like' names; there is no 'like'");
        }
    }

    /** Facts as they are written, changed. */
    List<YamlNode> apply(List<YamlNode> facts) {
        List<YamlNode> result = new ArrayList<>(facts);
        for (Map.Entry<String, YamlNode> change : changes.entrySet()) {
            Matcher place = PLACE.matcher(change.getKey());
            YamlNode value = change.getValue();
            if (!place.matches()) {
                throw value.wrong(
                        "'" + change.getKey() + "' is no place of a fact; write Type.field, Type[2].field or Type");
            }
            String type = place.group(1);
            List<Integer> targets = new ArrayList<>();
            for (int i = 0; i < facts.size(); i++) {
                if (facts.get(i).isMap() && facts.get(i).get(type).isPresent()) {
                    targets.add(i);
                }
            }
            if (place.group(2) != null) {
                int number = Integer.parseInt(place.group(2));
                targets = number >= 1 && number <= targets.size() ? List.of(targets.get(number - 1)) : List.of();
            }
            if (targets.isEmpty()) {
                throw value.wrong("the case has no fact " + change.getKey().replaceAll("\\..*", ""));
            }
            for (int target : targets) {
                result.set(target, changed(result.get(target), type, place, value));
            }
        }
        return result.stream().filter(fact -> !fact.map().isEmpty()).toList();
    }

    private static YamlNode changed(YamlNode fact, String type, Matcher place, YamlNode value) {
        if (place.group(3) == null) {
            if (value.isMap() || value.isList() || !value.text().equals("none")) {
                throw value.wrong("a fact is left out by " + type + ": none; a field is changed by " + type + ".field");
            }
            return fact.emptied();
        }
        YamlNode fields = fact.get(type).orElse(fact.emptied());
        String field = place.group(3);
        YamlNode inner = place.group(4) == null
                ? value
                : fields.get(field).orElse(fact.emptied()).with(place.group(4), value);
        return fact.with(type, fields.with(field, inner));
    }
}
