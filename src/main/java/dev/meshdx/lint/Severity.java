package dev.meshdx.lint;

import java.util.Locale;

/** Whether a finding must be mended. */
public enum Severity {
    ERROR,
    WARNING;

    /** The word that messages show. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
