package dev.meshdx.lint;

import dev.meshdx.lint.YamlNode.Kind;
import dev.meshdx.lint.YamlNode.Pair;
import dev.meshdx.rules.Closest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Holds a YAML tree against a schema. It knows those keywords of JSON Schema that ours use. */
final class ShapeCheck {

    /** Facts are held against their records, see {@link TestFacts}; in the schema they are for editors. */
    private static final String FACT = "#/$defs/fact";

    /** What can be wrong; each is a check of its own. */
    enum Problem {
        UNKNOWN_KEY,
        DUPLICATE_KEY,
        MISSING_KEY,
        WRONG_VALUE;

        /** Id of the check. */
        String check() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Something that does not fit.
     *
     * @param problem what kind
     * @param node where
     * @param message what is wrong
     * @param fix what to write, empty when the message says it
     */
    record Misfit(Problem problem, YamlNode node, String message, String fix) {}

    private final YamlNode schema;
    private final List<Misfit> misfits = new ArrayList<>();

    private ShapeCheck(YamlNode schema) {
        this.schema = schema;
    }

    static List<Misfit> misfits(YamlNode schema, YamlNode tree) {
        ShapeCheck check = new ShapeCheck(schema);
        check.value(schema, tree, "the file");
        return check.misfits;
    }

    private void value(YamlNode rule, YamlNode node, String name) {
        String reference = rule.get("$ref").text();
        if (reference.equals(FACT) && node.kind() == Kind.MAP) {
            return;
        }
        if (!reference.isEmpty()) {
            value(schema.get("$defs").get(reference.substring("#/$defs/".length())), node, name);
            return;
        }
        if (!rule.get("oneOf").isMissing()) {
            oneOf(rule.get("oneOf").items(), node, name);
            return;
        }
        if (!fits(rule, node)) {
            wrong(node, name + " must be " + words(rule) + ", is " + shown(node), "");
            return;
        }
        switch (node.kind()) {
            case MAP -> map(rule, node, name);
            case LIST -> list(rule, node, name);
            default -> scalar(rule, node, name);
        }
    }

    private void oneOf(List<YamlNode> alternatives, YamlNode node, String name) {
        alternatives.stream()
                .filter(each -> fits(each, node))
                .findFirst()
                .ifPresentOrElse(
                        each -> value(each, node, name),
                        () -> wrong(
                                node,
                                name + " must be "
                                        + String.join(
                                                " or ",
                                                alternatives.stream()
                                                        .map(ShapeCheck::words)
                                                        .toList())
                                        + ", is " + shown(node),
                                ""));
    }

    private void map(YamlNode rule, YamlNode node, String name) {
        YamlNode properties = rule.get("properties");
        List<String> known = properties.pairs().stream().map(Pair::name).toList();
        YamlNode extra = rule.get("additionalProperties");
        Set<String> seen = new HashSet<>();
        for (Pair pair : node.pairs()) {
            String key = pair.name();
            if (!seen.add(key)) {
                add(Problem.DUPLICATE_KEY, pair.key(), "key '" + key + "' stands twice", "keep one of them");
            }
            if (known.contains(key)) {
                value(properties.get(key), pair.value(), key);
            } else if (extra.kind() == Kind.MAP) {
                value(extra, pair.value(), key);
            } else if (extra.kind() == Kind.FLAG) {
                String where = name.equals("the file") ? "" : " in " + name;
                add(
                        Problem.UNKNOWN_KEY,
                        pair.key(),
                        "unknown key '" + key + "'" + where + Closest.hint(key, known),
                        "keys are " + String.join(", ", known));
            }
        }
        for (YamlNode required : rule.get("required").items()) {
            if (!seen.contains(required.text())) {
                add(
                        Problem.MISSING_KEY,
                        node,
                        name + " lacks '" + required.text() + "'",
                        properties.get(required.text()).get("description").text());
            }
        }
        count(rule, "minProperties", node, node.pairs().size(), name);
    }

    private void list(YamlNode rule, YamlNode node, String name) {
        node.items().forEach(item -> value(rule.get("items"), item, "an item of " + name));
        count(rule, "minItems", node, node.items().size(), name);
    }

    private void count(YamlNode rule, String keyword, YamlNode node, int count, String name) {
        if (!rule.get(keyword).isMissing()
                && count < Integer.parseInt(rule.get(keyword).text())) {
            wrong(node, name + " is empty", "");
        }
    }

    private void scalar(YamlNode rule, YamlNode node, String name) {
        String text = node.text().strip();
        List<String> allowed = rule.get("enum").texts();
        YamlNode pattern = rule.get("pattern");
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            wrong(
                    node,
                    name + " is '" + text + "'" + Closest.hint(text, allowed),
                    "one of " + String.join(", ", allowed));
        } else if (!pattern.isMissing() && !text.matches(pattern.text())) {
            wrong(node, name + " is '" + text + "'", rule.get("description").text());
        } else if (!rule.get("minLength").isMissing() && text.isEmpty()) {
            wrong(node, name + " is empty", rule.get("description").text());
        }
    }

    private static boolean fits(YamlNode rule, YamlNode node) {
        List<String> types = types(rule);
        return types.isEmpty() || types.stream().anyMatch(type -> fits(type, node.kind()));
    }

    /** YAML writes many texts that look like numbers: a version, a time, a port. */
    private static boolean fits(String type, Kind kind) {
        return switch (type) {
            case "object" -> kind == Kind.MAP;
            case "array" -> kind == Kind.LIST;
            case "boolean" -> kind == Kind.FLAG;
            case "number" -> kind == Kind.NUMBER;
            default -> kind == Kind.TEXT || kind == Kind.NUMBER;
        };
    }

    private static List<String> types(YamlNode rule) {
        YamlNode type = rule.get("type");
        return type.kind() == Kind.LIST ? type.texts() : type.isMissing() ? List.of() : List.of(type.text());
    }

    private static String words(YamlNode rule) {
        List<String> words = new ArrayList<>();
        for (String type : types(rule)) {
            words.add(
                    switch (type) {
                        case "object" -> "a map";
                        case "array" -> "a list";
                        case "boolean" -> "true or false";
                        case "number" -> "a number";
                        default -> "a text";
                    });
        }
        return String.join(" or ", words);
    }

    private static String shown(YamlNode node) {
        return node.kind().words()
                + (node.text().isEmpty() ? "" : " ('" + node.text().strip() + "')");
    }

    private void wrong(YamlNode node, String message, String fix) {
        add(Problem.WRONG_VALUE, node, message, fix);
    }

    private void add(Problem problem, YamlNode node, String message, String fix) {
        misfits.add(new Misfit(problem, node, message, fix));
    }

    /** All documents of a run with the schema of each. */
    static void eachDocument(Catalogue catalogue, BiConsumer<Schema, Document> visitor) {
        for (PackFiles pack : catalogue.packs()) {
            visitor.accept(Schema.PACK, pack.manifest());
            if (pack.alerts().source().exists()) {
                visitor.accept(Schema.ALERTS, pack.alerts());
            }
            for (Unit unit : pack.units()) {
                if (unit.entry().source().exists()) {
                    visitor.accept(Schema.ENTRY, unit.entry());
                }
                if (unit.test().source().exists()) {
                    visitor.accept(Schema.TEST, unit.test());
                }
            }
        }
    }
}
