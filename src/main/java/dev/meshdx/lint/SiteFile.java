package dev.meshdx.lint;

import dev.meshdx.facts.Signature;
import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Entry;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.Knowledge;
import dev.meshdx.rules.Site;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a {@code meshdx.yaml} and says what is wrong with it, with line, column and what was probably meant. */
public final class SiteFile {

    private final Source source;
    private final Knowledge knowledge;
    private final Map<String, FailureMode> modes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private SiteFile(Source source, Knowledge knowledge) {
        this.source = source;
        this.knowledge = knowledge;
        knowledge.failureModes().forEach(mode -> modes.put(mode.id(), mode));
    }

    /**
     * What was read.
     *
     * @param site what the file tunes; of use only without findings that are errors
     * @param findings what is wrong, in order of the file
     */
    public record Checked(Site site, List<Finding> findings) {}

    /**
     * Reads a file; whatever is wrong is a finding, also that the file does not exist.
     *
     * @param file file
     * @param knowledge the loaded packs, whose failure modes and parameters it names
     */
    public static Checked read(Path file, Knowledge knowledge) {
        SiteFile reader = new SiteFile(Source.of(file), knowledge);
        Site site = reader.read();
        return new Checked(site, reader.findings.stream().sorted().toList());
    }

    private Site read() {
        Document document = Document.of(source);
        if (!source.exists()) {
            add("missing-file", document.root(), "there is no such file", "");
            return Site.NONE;
        }
        if (!document.error().isEmpty()) {
            findings.add(new Finding(
                    source.path(), document.errorAt(), Severity.ERROR, "yaml-syntax", document.error(), "", ""));
            return Site.NONE;
        }
        YamlNode root = document.root();
        if (root.isMissing()) {
            return new Site(source.path(), Map.of(), Map.of(), List.of(), List.of(), Set.of(), Set.of());
        }
        List<ShapeCheck.Misfit> misfits = ShapeCheck.misfits(Schema.SITE.tree(), root);
        misfits.forEach(misfit -> add(misfit.problem().check(), misfit.node(), misfit.message(), misfit.fix()));
        if (!misfits.isEmpty()) {
            return Site.NONE;
        }
        return new Site(
                source.path(),
                thresholds(root.get("thresholds")),
                severities(root.get("severities")),
                suppressions(root.get("suppressions")),
                signatures(root.get("logs")),
                Set.copyOf(new TreeSet<>(root.get("statistics").texts())),
                Set.copyOf(new TreeSet<>(root.get("metrics").texts())));
    }

    private Map<String, Site.Threshold> thresholds(YamlNode node) {
        Map<String, Site.Threshold> thresholds = new TreeMap<>();
        for (YamlNode.Pair pair : node.pairs()) {
            Optional<Entry.Parameter> known = parameter(pair.key());
            if (known.isEmpty()) {
                continue;
            }
            Entry.Parameter parameter = known.get();
            double value = Double.parseDouble(pair.value().text().replace("_", ""));
            if (value < parameter.least() || value > parameter.most()) {
                wrong(
                        pair.value(),
                        pair.name() + " is " + pair.value().text() + " " + parameter.unit() + ", which makes no sense",
                        "from " + Entry.Parameter.plain(parameter.least())
                                + (parameter.most() == Double.MAX_VALUE
                                        ? " on"
                                        : " to " + Entry.Parameter.plain(parameter.most()))
                                + "; the pack has " + Entry.Parameter.plain(parameter.standard()));
            }
            thresholds.put(
                    pair.name(), new Site.Threshold(value, pair.key().at().line()));
        }
        return thresholds;
    }

    private Optional<Entry.Parameter> parameter(YamlNode key) {
        String id = key.text();
        int dot = id.indexOf('.');
        String mode = dot < 0 ? id : id.substring(0, dot);
        if (!mode(key, mode)) {
            return Optional.empty();
        }
        List<Entry.Parameter> parameters = knowledge.entry(mode).parameters();
        Optional<Entry.Parameter> found = parameters.stream()
                .filter(parameter -> id.equals(mode + "." + parameter.name()))
                .findFirst();
        if (found.isEmpty()) {
            List<String> ids = parameters.stream()
                    .map(parameter -> mode + "." + parameter.name())
                    .toList();
            add(
                    "unknown-parameter",
                    key,
                    mode + " has no parameter '" + id.substring(Math.min(id.length(), mode.length() + 1)) + "'"
                            + Closest.hint(id, ids),
                    ids.isEmpty() ? mode + " has none" : "its parameters are " + String.join(", ", ids));
        }
        return found;
    }

    private Map<String, Site.Severity> severities(YamlNode node) {
        Map<String, Site.Severity> severities = new TreeMap<>();
        for (YamlNode.Pair pair : node.pairs()) {
            FailureMode mode = modes.get(pair.name());
            if (mode(pair.key(), pair.name()) && mode != null) {
                severities.put(pair.name(), new Site.Severity(pair.value().text(), mode.severity()));
            }
        }
        return severities;
    }

    private List<Site.Suppression> suppressions(YamlNode node) {
        List<Site.Suppression> suppressions = new ArrayList<>();
        for (YamlNode item : node.items()) {
            boolean known = mode(item.get("id"), item.get("id").text());
            Optional<LocalDate> until = date(item.get("until"));
            if (known && until.isPresent()) {
                suppressions.add(new Site.Suppression(
                        item.get("id").text(),
                        item.get("cluster").text(),
                        item.get("namespace").text(),
                        item.get("kind").text(),
                        item.get("name").text(),
                        item.get("reason").text().strip(),
                        until.get(),
                        item.at().line()));
            }
        }
        return suppressions;
    }

    private Optional<LocalDate> date(YamlNode node) {
        try {
            return Optional.of(LocalDate.parse(node.text()));
        } catch (DateTimeException e) {
            wrong(node, "until is '" + node.text() + "', which is no day of the calendar", "such as 2027-03-31");
            return Optional.empty();
        }
    }

    private List<Signature> signatures(YamlNode node) {
        List<Signature> signatures = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (YamlNode item : node.items()) {
            String regex = item.get("regex").text();
            regex(item.get("regex"), regex);
            signatures.add(new Signature(
                    item.get("id").text(),
                    item.get("in").texts(),
                    item.get("contains").text(),
                    regex,
                    item.get("clearedBy").text()));
            if (!asked.add(item.get("id").text() + "\n" + item.get("contains").text() + "\n" + regex)) {
                wrong(item, "this message stands twice", "keep one of them");
            }
        }
        return signatures;
    }

    private void regex(YamlNode node, String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            add(
                    "bad-regex",
                    node,
                    "\"" + regex + "\" is no regular expression: " + e.getDescription() + " at character "
                            + (e.getIndex() + 1),
                    "");
            return;
        }
        String group = SlowRegex.nested(regex);
        if (!group.isEmpty()) {
            add(
                    "slow-regex",
                    node,
                    "\"" + regex + "\" repeats " + group + ", which repeats something itself",
                    "repeat only one of the two, or separate the parts by a character that they don't match");
        }
    }

    /** Whether a failure mode is known; a finding when it is not. */
    private boolean mode(YamlNode node, String id) {
        if (modes.containsKey(id)) {
            return true;
        }
        add(
                "unknown-failure-mode",
                node,
                "no loaded pack has a failure mode '" + id + "'" + Closest.hint(id, modes.keySet()),
                "");
        return false;
    }

    private void wrong(YamlNode node, String message, String fix) {
        add("wrong-value", node, message, fix);
    }

    private void add(String check, YamlNode node, String message, String fix) {
        findings.add(new Finding(source.path(), node.at(), Severity.ERROR, check, message, fix, ""));
    }
}
