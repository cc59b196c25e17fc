package dev.meshdx.rules;

import dev.meshdx.facts.Signature;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The index of the bundled packs as a resource of the jar, written by the build. */
final class IndexFile {

    private IndexFile() {}

    static void write(RuleIndex index, OutputStream out) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(
                "packs",
                index.packs().stream()
                        .map(pack -> List.of(pack.name(), pack.version(), pack.sha256()))
                        .toList());
        root.put("modes", index.modes().values().stream().map(IndexFile::mode).toList());
        root.put("units", index.units().values().stream().map(IndexFile::unit).toList());
        root.put(
                "signatures",
                index.signatures().stream().map(IndexFile::signature).toList());
        JsonTree.write(root, out);
    }

    static RuleIndex read(InputStream in) throws IOException {
        Map<String, Object> root = JsonTree.read(in);
        List<RuleIndex.Pack> packs = new ArrayList<>();
        for (Object item : list(root, "packs")) {
            List<String> pack = strings(item);
            packs.add(new RuleIndex.Pack(pack.get(0), pack.get(1), pack.get(2)));
        }
        Map<String, FailureMode> modes = new LinkedHashMap<>();
        for (Object item : list(root, "modes")) {
            FailureMode mode = mode(map(item));
            modes.put(mode.id(), mode);
        }
        Map<String, RuleIndex.UnitIndex> units = new LinkedHashMap<>();
        for (Object item : list(root, "units")) {
            RuleIndex.UnitIndex unit = unit(map(item));
            units.put(unit.id(), unit);
        }
        List<Signature> signatures = new ArrayList<>();
        for (Object item : list(root, "signatures")) {
            Map<String, Object> fields = map(item);
            signatures.add(new Signature(
                    text(fields, "id"),
                    strings(fields.get("in")),
                    text(fields, "contains"),
                    text(fields, "regex"),
                    text(fields, "clearedBy")));
        }
        return new RuleIndex(packs, modes, units, signatures);
    }

    private static Map<String, Object> mode(FailureMode mode) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", mode.id());
        fields.put("title", mode.title());
        fields.put("kind", mode.kind());
        fields.put("layer", mode.layer());
        fields.put("severity", mode.severity());
        fields.put("meshes", mode.meshes());
        fields.put("prior", mode.prior());
        fields.put("scope", mode.scope());
        fields.put("causes", mode.causes());
        fields.put("masks", mode.masks());
        fields.put("blocksRestart", mode.blocksRestart());
        fields.put(
                "evidence",
                mode.evidence().stream()
                        .map(rule -> ordered(
                                "rule", rule.rule(),
                                "weight", rule.weight().word(),
                                "group", rule.group(),
                                "needs", rule.needs(),
                                "guards", rule.guards()))
                        .toList());
        return fields;
    }

    private static FailureMode mode(Map<String, Object> fields) {
        List<EvidenceRule> evidence = new ArrayList<>();
        for (Object item : list(fields, "evidence")) {
            Map<String, Object> rule = map(item);
            evidence.add(new EvidenceRule(
                    text(rule, "rule"),
                    Weight.of(text(rule, "weight")).orElseThrow(),
                    text(rule, "group"),
                    list(rule, "needs").stream().map(IndexFile::strings).toList(),
                    strings(rule.get("guards"))));
        }
        return new FailureMode(
                text(fields, "id"),
                text(fields, "title"),
                text(fields, "kind"),
                text(fields, "layer"),
                text(fields, "severity"),
                strings(fields.get("meshes")),
                text(fields, "prior"),
                text(fields, "scope"),
                strings(fields.get("causes")),
                strings(fields.get("masks")),
                Boolean.TRUE.equals(fields.get("blocksRestart")),
                evidence);
    }

    private static Map<String, Object> unit(RuleIndex.UnitIndex unit) {
        List<Object> rules = new ArrayList<>();
        for (RuleIndex.Need need : unit.rules()) {
            List<Object> literals = new ArrayList<>();
            need.literals()
                    .forEach(literal -> literals.add(List.of(
                            literal.pattern(), literal.type(), literal.field(), literal.operator(), literal.values())));
            rules.add(ordered("reads", need.reads(), "literals", literals));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", unit.id());
        fields.put("models", unit.models());
        fields.put("rules", rules);
        fields.put("stats", unit.stats());
        fields.put("metrics", unit.metrics());
        return fields;
    }

    private static RuleIndex.UnitIndex unit(Map<String, Object> fields) {
        List<RuleIndex.Need> needs = new ArrayList<>();
        for (Object item : list(fields, "rules")) {
            Map<String, Object> rule = map(item);
            List<DrlFile.Literal> literals = new ArrayList<>();
            for (Object literal : list(rule, "literals")) {
                List<?> parts = (List<?>) literal;
                literals.add(new DrlFile.Literal(
                        ((Number) parts.get(0)).intValue(),
                        String.valueOf(parts.get(1)),
                        String.valueOf(parts.get(2)),
                        String.valueOf(parts.get(3)),
                        strings(parts.get(4))));
            }
            needs.add(new RuleIndex.Need(strings(rule.get("reads")), literals));
        }
        return new RuleIndex.UnitIndex(
                text(fields, "id"),
                strings(fields.get("models")),
                needs,
                strings(fields.get("stats")),
                strings(fields.get("metrics")));
    }

    private static Map<String, Object> signature(Signature signature) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", signature.id());
        fields.put("in", signature.sources());
        fields.put("contains", signature.contains());
        fields.put("regex", signature.regex());
        fields.put("clearedBy", signature.clearedBy());
        return fields;
    }

    private static List<?> list(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof List<?> items ? items : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object item) {
        return (Map<String, Object>) item;
    }

    private static List<String> strings(@org.jspecify.annotations.Nullable Object item) {
        return item instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, Object> fields, String key) {
        return String.valueOf(Objects.requireNonNull(fields.get(key), key));
    }

    /** Names and values in the given order: the resource must be the same in every build. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
