package dev.meshdx.rules;

/**
 * One change to one rule that its tests should notice.
 *
 * @param rule rule that was changed
 * @param file rule file as messages print it
 * @param line line of what was changed, from 1
 * @param change what was done: {@code without flag == "UO"} or {@code flag != "UO" instead of flag == "UO"}
 */
public record Mutant(String rule, String file, int line, String change) {

    /** {@code file:line rule: change}. */
    @Override
    public String toString() {
        return file + ":" + line + " " + rule + ": " + change;
    }
}
