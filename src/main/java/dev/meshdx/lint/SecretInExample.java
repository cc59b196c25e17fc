package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that looks like a secret. */
final class SecretInExample extends Check.OfUnit {

    private static final Pattern SECRET = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----"
                    + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+"
                    + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
                    + "|\\bgh[pousr]_[A-Za-z0-9]{30,}"
                    + "|(?i:\\b(?:password|passwd|secret|token|api_?key)\\s*[=:]\\s*[\"']?(?=[^\\s\"']*[0-9])(?=[^\\s\"']*[a-z])[^\\s\"'{}<>$,]{12,})");

    SecretInExample() {
        super("secret-in-example", Severity.WARNING, "Packs are published; a real key or token in one is lost.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (Source file :
                new Source[] {unit.drl(), unit.entry().source(), unit.test().source()}) {
            Matcher matcher = SECRET.matcher(file.text());
            while (matcher.find()) {
                findings.add(
                        file,
                        Place.of(file.text(), matcher.start()),
                        "'"
                                + matcher.group()
                                        .substring(
                                                0, Math.min(12, matcher.group().length())) + "...' looks like a secret",
                        "write a made-up value that nobody can mistake, such as EXAMPLE");
            }
        }
    }
}
