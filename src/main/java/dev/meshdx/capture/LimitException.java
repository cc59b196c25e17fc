package dev.meshdx.capture;

import java.io.IOException;

/** A limit of {@link CaptureLimits} was reached; the message names it. */
final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean endsTheCapture;

    private LimitException(String message, boolean endsTheCapture) {
        super(message);
        this.endsTheCapture = endsTheCapture;
    }

    /** Whether nothing more of the capture may be read, rather than of one file. */
    boolean endsTheCapture() {
        return endsTheCapture;
    }

    /** The limit of that name was reached. */
    static LimitException of(String limit, long value) {
        boolean ofAllFiles = limit.equals("EXPANDED_BYTES") || limit.equals("ENTRIES");
        return new LimitException("limit " + limit + " (" + value + ") reached", ofAllFiles);
    }
}
