package dev.meshdx.cli;

/** The command line asks for something that can't be done; the message says what to try. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
