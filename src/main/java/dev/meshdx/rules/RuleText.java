package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule file as a tree that keeps the place of every part, free of the types of the engine.
 *
 * @param packageName package, empty when the file cannot be parsed
 * @param packageAt where it stands
 * @param imports imports, those of functions too
 * @param declarations what is neither import nor rule
 * @param rules rules in order of the file
 * @param mistakes why the file is refused, in order of the file; empty when it is not
 */
public record RuleText(
        String packageName,
        Place packageAt,
        List<Part> imports,
        List<Part> declarations,
        List<RuleSyntax> rules,
        List<Mistake> mistakes) {

    /** A named part of a file or rule. */
    public record Part(String name, Place at) {}

    public RuleText {
        imports = List.copyOf(imports);
        declarations = List.copyOf(declarations);
        rules = List.copyOf(rules);
        mistakes = List.copyOf(mistakes);
    }

    /** Parses a file and holds it against what rules may do. */
    public static RuleText of(String text) {
        Optional<Mistake> hidden = SyntaxGate.ofText(text);
        if (hidden.isPresent()) {
            return new RuleText("", Place.START, List.of(), List.of(), List.of(), List.of(hidden.get()));
        }
        RuleText parsed = RuleParser.parse(text);
        List<Mistake> mistakes = new ArrayList<>(parsed.mistakes);
        if (mistakes.isEmpty()) {
            mistakes.addAll(new RuleGate(parsed).mistakes());
        }
        if (mistakes.isEmpty()) {
            RuleParser.tree(text).flatMap(SyntaxGate::ofTree).ifPresent(mistakes::add);
        }
        mistakes.sort(Comparator.comparing(Mistake::at));
        return new RuleText(
                parsed.packageName, parsed.packageAt, parsed.imports, parsed.declarations, parsed.rules, mistakes);
    }
}
