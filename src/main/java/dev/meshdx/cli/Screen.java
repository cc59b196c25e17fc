package dev.meshdx.cli;

import dev.meshdx.report.Style;
import picocli.CommandLine.Option;

/** What is known of the terminal. */
final class Screen {

    static final int DEFAULT_WIDTH = 100;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "Width of the output; default: of the terminal, else 100.")
    private int width;

    @Option(names = "--no-color", description = "No colours; so does the variable NO_COLOR.")
    private boolean noColour;

    Style style(boolean details) {
        boolean terminal = Boolean.parseBoolean(System.getenv().getOrDefault("MESHDX_TTY", "false"));
        boolean colour = terminal
                && !noColour
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(System.getenv("TERM"));
        return new Style(columns(), colour, details, true);
    }

    private int columns() {
        if (width > 0) {
            return width;
        }
        try {
            return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }
}
