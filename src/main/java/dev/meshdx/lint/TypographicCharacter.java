package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters of word processors where programs read. */
final class TypographicCharacter extends Check.OfUnit {

    private static final Pattern CHARACTER =
            Pattern.compile("[\u201c\u201d\u2018\u2019\u2013\u2014\u00a0\u00ab\u00bb\u200b]");
    private static final Pattern COMMENT_OR_CHARACTER =
            Pattern.compile("//[^\\n]*|/\\*(?s:.*?)\\*/|(" + CHARACTER.pattern() + ")");

    TypographicCharacter() {
        super(
                "typographic-character",
                Severity.ERROR,
                "Quotes, dashes and spaces of word processors look right and mean nothing to Drools and to a shell.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        String drl = unit.readable() ? unit.drl().text() : "";
        Matcher inRules = COMMENT_OR_CHARACTER.matcher(drl);
        while (inRules.find()) {
            if (inRules.group(1) != null) {
                add(unit.drl(), Place.of(drl, inRules.start()), inRules.group(1), findings);
            }
        }
        for (Unit.Step step : unit.steps()) {
            Matcher inCommand = CHARACTER.matcher(step.run().text());
            if (inCommand.find()) {
                add(unit.entry().source(), step.run().find(inCommand.group()), inCommand.group(), findings);
            }
        }
    }

    private static void add(Source file, Place at, String character, Findings findings) {
        findings.add(
                file,
                at,
                String.format("'%s' (U+%04X) is a character of word processors", character, (int) character.charAt(0)),
                "write plain quotes, hyphens and spaces");
    }
}
