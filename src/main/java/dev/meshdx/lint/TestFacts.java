package dev.meshdx.lint;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.FactMembers;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Facts of tests whose type or fields do not exist, or whose values have another type. */
final class TestFacts extends Check.OfUnit {

    TestFacts() {
        super("test-fact", Severity.ERROR, "A fact of a test has a type, fields and values that rules know.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Unit unit, Findings findings) {
        Stream<YamlNode> lists = Stream.concat(
                Stream.of(unit.test().root().get("common")),
                unit.cases().stream().map(each -> each.get("facts")));
        lists.flatMap(list -> list.items().stream())
                .flatMap(fact -> fact.pairs().stream())
                .forEach(pair -> fact(unit.test().source(), pair, findings));
    }

    private static void fact(Source file, YamlNode.Pair fact, Findings findings) {
        Optional<Class<? extends Fact>> type = FactTypes.named(fact.name());
        if (type.isPresent()) {
            fields(file, type.get(), fact.value(), findings);
        } else {
            List<String> types =
                    FactTypes.all().stream().map(Class::getSimpleName).toList();
            findings.add(
                    file,
                    fact.key().at(),
                    "unknown fact type " + fact.name() + Closest.hint(fact.name(), types),
                    "see them with: meshdx rules facts");
        }
    }

    private static void fields(Source file, Class<?> type, YamlNode fields, Findings findings) {
        List<String> names = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (YamlNode.Pair pair : fields.pairs()) {
            Optional<Class<?>> field = FactMembers.component(type, pair.name());
            if (field.isEmpty()) {
                findings.add(
                        file,
                        pair.key().at(),
                        type.getSimpleName() + " has no field '" + pair.name() + "'" + Closest.hint(pair.name(), names),
                        "fields are " + String.join(", ", names));
            } else if (field.get().isRecord() && pair.value().kind() == YamlNode.Kind.MAP) {
                fields(file, field.get(), pair.value(), findings);
            } else if (!fits(field.get(), pair.value())) {
                findings.add(
                        file,
                        pair.value().at(),
                        type.getSimpleName() + "." + pair.name() + " is " + word(field.get()) + ", not "
                                + pair.value().kind().words(),
                        "");
            }
        }
    }

    private static boolean fits(Class<?> type, YamlNode value) {
        return switch (value.kind()) {
            case NOTHING -> true;
            case MAP -> type == Map.class || type.isRecord();
            case LIST -> type == List.class;
            case FLAG -> type == boolean.class || type == String.class;
            case NUMBER -> type != boolean.class && type != List.class && type != Map.class;
            case TEXT ->
                type == String.class
                        || !type.isPrimitive() && type != List.class && type != Map.class && !type.isRecord()
                        || type.isPrimitive()
                                && type != boolean.class
                                && value.text().matches("-?[0-9_]+(\\.[0-9]+)?");
        };
    }

    private static String word(Class<?> type) {
        return type == boolean.class
                ? "true or false"
                : type.isPrimitive()
                        ? "a number"
                        : type == List.class ? "a list" : type == Map.class || type.isRecord() ? "a map" : "a text";
    }
}
