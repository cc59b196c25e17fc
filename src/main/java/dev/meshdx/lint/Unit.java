package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;
import dev.meshdx.rules.RuleText;
import dev.meshdx.rules.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One failure mode of a pack: its three files.
 *
 * @param id file name
 * @param area folder below the pack, empty when it lies in the pack itself
 * @param drl rule file
 * @param file its tree
 * @param entry entry
 * @param test tests
 */
record Unit(String id, String area, Source drl, RuleText file, Document entry, Document test) {

    static final List<String> SECTIONS = List.of("confirm", "fix", "verify");

    static Unit of(Path folder, Path pack, String id) {
        Source drl = Source.of(folder.resolve(id + ".drl"));
        String area =
                folder.equals(pack) ? "" : pack.relativize(folder).getName(0).toString();
        return new Unit(
                id,
                area,
                drl,
                RuleText.of(drl.text()),
                Document.of(Source.of(folder.resolve(id + ".yaml"))),
                Document.of(Source.of(folder.resolve(id + ".test.yaml"))));
    }

    List<RuleSyntax> rules() {
        return file.rules();
    }

    /** Whether its rules are known, so that something can be said about what names them. */
    boolean readable() {
        return !file.rules().isEmpty();
    }

    Optional<RuleSyntax> rule(String name) {
        return file.rules().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /**
     * What the entry says of a rule.
     *
     * @param rule rule
     * @param key where it is named
     * @param fields weight, group and says
     */
    record Evidence(String rule, YamlNode key, YamlNode fields) {
        Optional<Weight> weight() {
            return Weight.of(fields.get("weight").text());
        }

        /** Rules of one group have one vote. */
        String group() {
            return fields.get("group").isMissing() ? rule : fields.get("group").text();
        }

        boolean supports() {
            return weight().filter(Weight::supports).isPresent();
        }
    }

    List<Evidence> evidence() {
        return entry.root().get("evidence").pairs().stream()
                .map(pair -> new Evidence(pair.name(), pair.key(), pair.value()))
                .toList();
    }

    /**
     * A step of the entry.
     *
     * @param section confirm, fix or verify
     * @param fields run, effect, purpose, when, versions
     */
    record Step(String section, YamlNode fields) {
        YamlNode run() {
            return fields.get("run");
        }

        String effect() {
            return fields.get("effect").isMissing()
                    ? "read-only"
                    : fields.get("effect").text();
        }
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (String section : SECTIONS) {
            entry.root().get(section).items().forEach(item -> steps.add(new Step(section, item)));
        }
        return steps;
    }

    List<YamlNode> cases() {
        return test.root().get("cases").items();
    }
}
