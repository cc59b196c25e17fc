package dev.meshdx.capture;

import java.io.IOException;

/** A limit of {@link CaptureLimits} was reached; the message names it. */
final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private LimitException(String message) {
        super(message);
    }

    /** The limit of that name was reached. */
    static LimitException of(String limit, long value) {
        return new LimitException("limit " + limit + " (" + value + ") reached");
    }
}
