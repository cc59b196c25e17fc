package dev.meshdx.rules;

/** A pack can't be loaded; the message says which file, where in it, what is wrong and what to try. */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PackException(String message) {
        super(message);
    }

    public PackException(String message, Throwable cause) {
        super(message, cause);
    }
}
