package dev.meshdx.rules;

import dev.meshdx.facts.Signature;
import dev.meshdx.rules.Entry.Claim;
import dev.meshdx.rules.Entry.Parameter;
import dev.meshdx.rules.Entry.Step;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a knowledge entry from its YAML or JSON tree and says in plain words what is wrong with it. */
final class EntryReader {

    static final List<String> KEYS = List.of(
            "id",
            "status",
            "missing",
            "title",
            "kind",
            "layer",
            "severity",
            "meshes",
            "prior",
            "scope",
            "summary",
            "why",
            "evidence",
            "causes",
            "masks",
            "blocksRestart",
            "logs",
            "parameters",
            "confirm",
            "fix",
            "verify",
            "time",
            "expertise",
            "cost",
            "falsePositives",
            "references",
            "aliases",
            "claims");
    private static final List<String> STATUSES = List.of("experimental", "stable", "deprecated");
    private static final List<String> KINDS = List.of("root", "intermediate", "symptom");
    private static final List<String> SEVERITIES = List.of("info", "low", "medium", "high", "critical");
    private static final List<String> PRIORS = List.of("common", "uncommon", "rare");
    private static final List<String> SCOPES = List.of("mesh", "node", "namespace", "workload");
    private static final List<String> EFFECTS = List.of("read-only", "safe", "disruptive", "destructive");
    private static final List<String> LAYERS =
            List.of("infra", "network", "control-plane", "identity", "config", "proxy", "workload");

    private final String where;
    private final Map<String, Object> tree;

    EntryReader(String where, Map<String, Object> tree) {
        this.where = where;
        this.tree = tree;
        for (String key : tree.keySet()) {
            if (!KEYS.contains(key)) {
                throw new PackException(
                        where + ": unknown key '" + key + "'" + Closest.hint(key, KEYS) + "; keys are " + KEYS);
            }
        }
    }

    FailureMode failureMode(Map<String, DrlFile.Rule> rules) {
        List<EvidenceRule> evidence = new ArrayList<>();
        Needs needs = new Needs(signatures());
        map("evidence").forEach((rule, value) -> {
            DrlFile.Rule parsed = rules.get(rule);
            if (parsed == null) {
                throw new PackException(where + ": evidence names rule '" + rule + "', which the .drl does not have"
                        + Closest.hint(rule, rules.keySet()));
            }
            Map<String, Object> fields = mapOf("evidence." + rule, value);
            String group = text(fields, "group", rule);
            evidence.add(new EvidenceRule(rule, weight(rule, fields), group, needs.of(parsed), parsed.guards()));
        });
        for (String rule : rules.keySet()) {
            if (evidence.stream().noneMatch(e -> e.rule().equals(rule))) {
                throw new PackException(where + ": rule '" + rule + "' of the .drl has no weight under evidence:");
            }
        }
        rules.values().forEach(this::thresholds);
        return new FailureMode(
                text("id"),
                text("title"),
                oneOf("kind", KINDS),
                oneOf("layer", LAYERS),
                oneOf("severity", SEVERITIES),
                texts("meshes"),
                oneOf("prior", PRIORS),
                oneOf("scope", SCOPES),
                texts("causes"),
                texts("masks"),
                Boolean.TRUE.equals(tree.get("blocksRestart")),
                evidence);
    }

    /** A rule asks for the parameters of its own entry and no others. */
    private void thresholds(DrlFile.Rule rule) {
        List<String> known = parameters().stream()
                .map(parameter -> text("id") + "." + parameter.name())
                .toList();
        for (DrlFile.Literal literal : rule.literals()) {
            for (String id : literal.type().equals("Parameter") ? literal.values() : List.<String>of()) {
                if (!known.contains(id)) {
                    throw new PackException(where + ": rule '" + rule.name() + "' asks for parameter '" + id
                            + "', which the entry does not have" + Closest.hint(id, known)
                            + "; its parameters are " + known);
                }
            }
        }
    }

    Entry entry() {
        Map<String, String> says = new LinkedHashMap<>();
        Map<String, String> weights = new LinkedHashMap<>();
        map("evidence").forEach((rule, value) -> {
            Map<String, Object> fields = mapOf("evidence." + rule, value);
            says.put(rule, required(fields, "says", "evidence." + rule));
            weights.put(rule, weight(rule, fields).word());
        });
        Map<String, Object> time = map("time");
        String status = text(tree, "status", STATUSES.get(0));
        if (!STATUSES.contains(status)) {
            throw new PackException(where + ": status must be one of " + STATUSES + ", is '" + status + "'");
        }
        String missing = text(tree, "missing", "");
        if (status.equals("stable") != missing.isEmpty()) {
            throw new PackException(where + ": status is " + status
                    + (missing.isEmpty()
                            ? ", so say in one sentence after 'missing:' what it lacks to be stable"
                            : ", so nothing is 'missing:'"));
        }
        return new Entry(
                text("id"),
                text("title"),
                status,
                missing,
                text("severity"),
                text("layer"),
                texts("meshes"),
                text("summary"),
                text("why"),
                says,
                weights,
                texts("causes"),
                steps("confirm"),
                steps("fix"),
                steps("verify"),
                text(time, "identify", ""),
                text(time, "fix", ""),
                text(time, "source", "estimate"),
                texts("expertise"),
                text(tree, "cost", ""),
                texts("falsePositives"),
                texts("references"),
                texts("aliases"),
                claims(),
                parameters());
    }

    List<Signature> signatures() {
        List<Signature> signatures = new ArrayList<>();
        for (Object item : list(tree.get("logs"), "logs")) {
            Map<String, Object> fields = mapOf("logs", item);
            String id = required(fields, "id", "logs");
            signatures.add(new Signature(
                    id,
                    strings(fields.get("in"), "logs." + id + ".in"),
                    required(fields, "contains", "logs." + id),
                    text(fields, "regex", ""),
                    text(fields, "clearedBy", "")));
        }
        return signatures;
    }

    /** Its thresholds in order of the entry. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        map("parameters").forEach((name, value) -> {
            Map<String, Object> fields = mapOf("parameters." + name, value);
            if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw new PackException(where + ": parameters: a name is made of small letters, digits and single"
                        + " hyphens, not '" + name + "'");
            }
            parameters.add(new Parameter(
                    name,
                    number(fields, "default", name),
                    required(fields, "unit", "parameters." + name),
                    required(fields, "says", "parameters." + name),
                    fields.containsKey("min") ? number(fields, "min", name) : 0,
                    fields.containsKey("max") ? number(fields, "max", name) : Double.MAX_VALUE));
        });
        return parameters;
    }

    private double number(Map<String, Object> fields, String key, String parameter) {
        String text = required(fields, key, "parameters." + parameter);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new PackException(
                    where + ": parameters." + parameter + "." + key + " must be a number, is '" + text + "'", e);
        }
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Object item : list(tree.get("claims"), "claims")) {
            Map<String, Object> fields = mapOf("claims", item);
            List<Integer> numbers = new ArrayList<>();
            for (String number : strings(fields.get("numbers"), "claims.numbers")) {
                if (!number.matches("[1-9]\\d{0,3}")) {
                    throw new PackException(where + ": claims.numbers must be whole numbers, one is '" + number + "'");
                }
                numbers.add(Integer.valueOf(number));
            }
            String verdict = required(fields, "verdict", "claims");
            if (numbers.isEmpty() || !Claim.VERDICTS.contains(verdict)) {
                throw new PackException(where + ": each of claims has numbers: and a verdict: of " + Claim.VERDICTS
                        + "; numbers are " + numbers + ", the verdict is '" + verdict + "'");
            }
            claims.add(new Claim(
                    numbers, verdict, required(fields, "says", "claims"), required(fields, "right", "claims")));
        }
        return claims;
    }

    private List<Step> steps(String key) {
        List<Step> steps = new ArrayList<>();
        for (Object item : list(tree.get(key), key)) {
            Map<String, Object> fields = mapOf(key, item);
            String run = text(fields, "run", "");
            String purpose = required(fields, "purpose", key);
            String effect = text(fields, "effect", key.equals("fix") ? "" : "read-only");
            if (!EFFECTS.contains(effect)) {
                throw new PackException(where + ": " + key + ": effect of '" + purpose + "' must be one of " + EFFECTS
                        + ", is '" + effect + "'");
            }
            steps.add(new Step(run, effect, purpose, text(fields, "when", ""), text(fields, "versions", "")));
        }
        return steps;
    }

    private Weight weight(String rule, Map<String, Object> fields) {
        String word = required(fields, "weight", "evidence." + rule);
        return Weight.of(word)
                .orElseThrow(() -> new PackException(where + ": weight of " + rule + " must be weak, moderate, strong,"
                        + " very-strong or conclusive, or one of them with -against; is '" + word + "'"));
    }

    private String text(String key) {
        return required(tree, key, "entry");
    }

    private String oneOf(String key, List<String> allowed) {
        String value = text(key);
        if (!allowed.contains(value)) {
            throw new PackException(where + ": " + key + " must be one of " + allowed + ", is '" + value + "'");
        }
        return value;
    }

    private List<String> texts(String key) {
        return strings(tree.get(key), key);
    }

    private List<String> strings(@Nullable Object value, String key) {
        return list(value, key).stream().map(String::valueOf).toList();
    }

    private List<?> list(@Nullable Object value, String key) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items) {
            return items;
        }
        throw new PackException(where + ": " + key + " must be a list");
    }

    private Map<String, Object> map(String key) {
        Object value = tree.get(key);
        return value == null ? Map.of() : mapOf(key, value);
    }

    private Map<String, Object> mapOf(String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw new PackException(where + ": " + key + " must be a map");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        fields.forEach((name, item) -> {
            if (item != null) {
                result.put(String.valueOf(name), Objects.requireNonNull(item));
            }
        });
        return result;
    }

    private String required(Map<String, Object> fields, String key, String of) {
        Object value = fields.get(key);
        if (value == null) {
            throw new PackException(where + ": " + of + " lacks '" + key + "'");
        }
        return String.valueOf(value).strip();
    }

    private static String text(Map<String, Object> fields, String key, String otherwise) {
        Object value = fields.get(key);
        return value == null ? otherwise : String.valueOf(value).strip();
    }
}
