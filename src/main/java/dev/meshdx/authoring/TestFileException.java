package dev.meshdx.authoring;

/** A mistake in a test file or label; the message begins with its file and line. */
final class TestFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TestFileException(String message) {
        super(message);
    }
}
