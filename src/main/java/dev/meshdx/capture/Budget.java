package dev.meshdx.capture;

/** What has been read of a capture so far, held against the limits that count over all of its files. */
final class Budget {

    private int entries;
    private long expanded;

    /** One more file or archive entry. */
    void entry() throws LimitException {
        if (++entries > CaptureLimits.ENTRIES) {
            throw LimitException.of("ENTRIES", CaptureLimits.ENTRIES);
        }
    }

    /** More bytes after decompression. */
    void expanded(long bytes) throws LimitException {
        expanded += bytes;
        if (expanded > CaptureLimits.EXPANDED_BYTES) {
            throw LimitException.of("EXPANDED_BYTES", CaptureLimits.EXPANDED_BYTES);
        }
    }
}
