package dev.meshdx.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses a command template whose placeholder stands inside quotes. Values are quoted for the shell when they are filled in;
 * within other quotes that would open them again, and a name in a capture could run as a command.
 */
final class CommandGate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-zA-Z]\\w*(?:\\.\\w+)*(?:\\|\\w+)?}");

    private CommandGate() {}

    /** Checks all commands of an entry; {@code where} is how messages call its file. */
    static void check(String where, Entry entry) {
        Stream.of(entry.confirm(), entry.fix(), entry.verify())
                .flatMap(List::stream)
                .forEach(step -> {
                    String quoted = quoted(step.run());
                    if (!quoted.isEmpty()) {
                        throw new PackException(where + ": run: " + Manifest.shown(step.run()) + ": " + quoted
                                + " stands inside quotes, where its value would not be safe; end the quotes before it");
                    }
                });
    }

    /** The first placeholder inside quotes, empty when there is none. */
    private static String quoted(String run) {
        char quote = 0;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'') {
                i++;
            } else if (c == '{' && quote != 0 && (i == 0 || "%$".indexOf(run.charAt(i - 1)) < 0)) {
                Matcher placeholder = PLACEHOLDER.matcher(run).region(i, run.length());
                if (placeholder.lookingAt()) {
                    return placeholder.group();
                }
            }
        }
        return "";
    }
}
