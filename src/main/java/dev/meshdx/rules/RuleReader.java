package dev.meshdx.rules;

import dev.meshdx.facts.FactTypes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads the rules of a file for explanations. The file was checked when its pack was loaded. */
final class RuleReader {

    private static final Pattern CONCLUDES = Pattern.compile("kcontext\\s*,\\s*(\\$\\w+(?:\\.\\w+)?)");
    private static final Pattern TYPE = Pattern.compile("\\b([A-Z]\\w*)\\s*\\(");

    private final RuleSource source;

    private RuleReader(RuleSource source) {
        this.source = source;
    }

    /** The rules of a file by name. */
    static Map<String, WrittenRule> read(RuleSource source) {
        PackageDescr tree;
        try {
            tree = new DrlParser(LanguageLevelOption.DRL6).parse(false, source.drl());
        } catch (DroolsParserException e) {
            throw new PackException(source.path() + ": is not a rule file: " + e.getMessage(), e);
        }
        RuleReader reader = new RuleReader(source);
        Map<String, WrittenRule> rules = new LinkedHashMap<>();
        tree.getRules().forEach(rule -> rules.put(rule.getName(), reader.rule(rule)));
        return rules;
    }

    private WrittenRule rule(RuleDescr rule) {
        List<WrittenRule.Condition> conditions = new ArrayList<>();
        rule.getLhs().getDescrs().forEach(element -> add(element, conditions));
        Matcher concludes = CONCLUDES.matcher(String.valueOf(rule.getConsequence()));
        return new WrittenRule(
                rule.getName(), source.path(), rule.getLine(), conditions, concludes.find() ? concludes.group(1) : "");
    }

    private void add(BaseDescr element, List<WrittenRule.Condition> conditions) {
        if (element instanceof AndDescr group) {
            group.getDescrs().forEach(child -> add(child, conditions));
            return;
        }
        BaseDescr whole =
                element instanceof PatternDescr pattern && pattern.getSource() instanceof AccumulateDescr counted
                        ? counted
                        : element;
        String text = source.drl()
                .substring(whole.getStartCharacter(), whole.getEndCharacter() + 1)
                .replaceAll("\\s+", " ")
                .strip();
        Matcher type = TYPE.matcher(text);
        String first = type.find() ? type.group(1) : "";
        conditions.add(new WrittenRule.Condition(form(whole), whole.getLine(), text, first, fields(first, text)));
    }

    private static String form(BaseDescr element) {
        if (element instanceof NotDescr) {
            return "not";
        }
        if (element instanceof ExistsDescr) {
            return "exists";
        }
        if (element instanceof AccumulateDescr) {
            return "accumulate";
        }
        return element instanceof OrDescr ? "or" : "pattern";
    }

    private static List<String> fields(String type, String text) {
        List<String> components = FactTypes.named(type)
                .map(record -> Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList())
                .orElse(List.of());
        Set<String> paths = new LinkedHashSet<>();
        Matcher name = Actual.NAME.matcher(text);
        while (name.find()) {
            if (name.group(1) != null && components.contains(name.group(1))) {
                paths.add(name.group(1) + name.group(2));
            }
        }
        return List.copyOf(paths);
    }
}
