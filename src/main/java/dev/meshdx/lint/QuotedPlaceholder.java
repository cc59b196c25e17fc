package dev.meshdx.lint;

import dev.meshdx.rules.Placeholder;

/** A placeholder inside quotes or a command substitution, where the quotes of its value end them. */
final class QuotedPlaceholder extends Check.OfUnit {

    QuotedPlaceholder() {
        super(
                "quoted-placeholder",
                Severity.ERROR,
                "Values are quoted when the command is printed; inside other quotes a name from a capture could end them.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (Unit.Step step : unit.steps()) {
            String command = step.run().text();
            int from = 0;
            for (Placeholder each : Placeholder.in(command)) {
                int at = command.indexOf(each.text(), from);
                from = at + each.text().length();
                char quote = quoteAt(command, at);
                if (quote != 0) {
                    findings.add(
                            unit.entry().source(),
                            step.run().find(each.text()),
                            each.text() + " stands inside " + quote,
                            "end the quotes before it and begin them again behind it");
                }
            }
        }
    }

    /** The quote or backtick that is open at an index, 0 for none. */
    private static char quoteAt(String command, int index) {
        char open = 0;
        for (int i = 0; i < index; i++) {
            char letter = command.charAt(i);
            if (letter == '\\' && open != '\'') {
                i++;
            } else if (open == 0 && (letter == '\'' || letter == '"' || letter == '`')) {
                open = letter;
            } else if (letter == open) {
                open = 0;
            }
        }
        return open;
    }
}
