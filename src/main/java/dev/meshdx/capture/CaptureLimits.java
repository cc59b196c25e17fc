package dev.meshdx.capture;

/**
 * Limits of everything that is read from a capture. A capture is untrusted; reaching a limit is reported by its name and
 * never ends a run.
 */
final class CaptureLimits {

    /** Files and archive entries of one capture. */
    static final int ENTRIES = 200_000;

    /** Bytes read from a capture after decompression. */
    static final long EXPANDED_BYTES = 20L << 30;

    /** Expanded bytes per compressed byte. */
    static final int COMPRESSION_RATIO = 200;

    /** Expanded bytes below which {@link #COMPRESSION_RATIO} is not looked at: small files of equal bytes are harmless. */
    static final long RATIO_APPLIES_ABOVE_BYTES = 100L << 20;

    /** Folders in a path. */
    static final int PATH_DEPTH = 64;

    /** Bytes of a line that text readers see; the rest of a longer line is skipped. */
    static final int LINE_BYTES = 1 << 20;

    /** Aliases in one YAML document. */
    static final int YAML_ALIASES = 50;

    /** Nesting of maps and sequences in JSON and YAML. */
    static final int NESTING = 200;

    /** Bytes of one string value in JSON and YAML. */
    static final int VALUE_BYTES = 64 << 20;

    /** Bytes of a YAML file up to which the general reader can take over from the fast one. */
    static final int YAML_FALLBACK_BYTES = 64 << 20;

    private CaptureLimits() {}
}
