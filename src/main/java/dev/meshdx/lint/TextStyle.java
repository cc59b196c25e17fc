package dev.meshdx.lint;

import dev.meshdx.rules.Placeholder;

/** Titles and summaries that do not read well in a list. */
final class TextStyle extends Check.OfUnit {

    private static final int MAX_TITLE = 70;

    TextStyle() {
        super(
                "text-style",
                Severity.WARNING,
                "A title names the fault on one line without a full stop; the summary says for whom, by name.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        YamlNode title = unit.entry().root().get("title");
        String text = title.text().strip();
        if (text.length() > MAX_TITLE) {
            findings.add(
                    unit.entry().source(),
                    title.at(),
                    "the title has " + text.length() + " characters, more than " + MAX_TITLE,
                    "name the fault; the summary has room for the rest");
        }
        if (text.endsWith(".")) {
            findings.add(unit.entry().source(), title.at(), "the title ends with a full stop", "leave it out");
        }
        YamlNode summary = unit.entry().root().get("summary");
        boolean oneOfMany = !unit.entry().root().get("scope").text().equals("mesh");
        if (oneOfMany && !summary.isMissing() && Placeholder.in(summary.text()).isEmpty()) {
            findings.add(
                    unit.entry().source(),
                    summary.at(),
                    "the summary names nobody",
                    "say whom it concerns with {name} or a variable");
        }
    }
}
