package dev.meshdx.capture;

/** A capture that can't be opened at all. The message says what, where and what to try. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CaptureException(String message) {
        super(message);
    }
}
