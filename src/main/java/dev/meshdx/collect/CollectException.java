package dev.meshdx.collect;

/** A capture can't be taken at all; the message says what is wrong and what to try. */
public final class CollectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CollectException(String message) {
        super(message);
    }
}
