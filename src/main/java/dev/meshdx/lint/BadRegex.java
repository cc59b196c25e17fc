package dev.meshdx.lint;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that Java cannot read. */
final class BadRegex extends Check.OfUnit {

    BadRegex() {
        super(
                "bad-regex",
                Severity.ERROR,
                "A bad expression compiles with Drools and fails when the rules are loaded.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (Regexes.Regex regex : Regexes.of(unit)) {
            try {
                Pattern.compile(regex.text());
            } catch (PatternSyntaxException e) {
                findings.add(
                        regex.file(),
                        regex.at(),
                        "\"" + regex.text() + "\" is no regular expression: " + e.getDescription() + " at character "
                                + (e.getIndex() + 1),
                        "");
            }
        }
    }
}
