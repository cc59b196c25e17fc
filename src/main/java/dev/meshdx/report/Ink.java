package dev.meshdx.report;

/** How a piece of text stands out, by the colours that every terminal has. */
enum Ink {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    RED("31"),
    ALARM("1;31"),
    HEALTHY("1;32"),
    WARNING("1;33");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
    }

    /** The ink of a severity word. */
    static Ink ofSeverity(String severity) {
        return switch (severity) {
            case "critical" -> ALARM;
            case "high" -> RED;
            case "medium" -> YELLOW;
            case "low" -> CYAN;
            default -> DIM;
        };
    }

    /** The ink of what a command does to the cluster. */
    static Ink ofEffect(String effect) {
        return switch (effect) {
            case "destructive" -> ALARM;
            case "disruptive" -> YELLOW;
            default -> GREEN;
        };
    }
}
