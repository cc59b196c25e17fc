package dev.meshdx.cli;

/** Exit codes of every command. */
final class ExitCode {

    /** Nothing at or above the severity of {@code --fail-on}. */
    static final int OK = 0;

    /** Findings, or failed tests. */
    static final int FINDINGS = 1;

    /** Wrong usage or unreadable input. */
    static final int USAGE = 2;

    /** Ran, but the capture holds nothing to judge by. */
    static final int UNDECIDABLE = 3;

    /** A defect of meshdx. */
    static final int DEFECT = 4;

    private ExitCode() {}
}
