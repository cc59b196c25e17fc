package dev.meshdx.rules;

/** A run of the rules reached one of its limits; the message names the rule where it is known, the stack is that of the run. */
final class RunawayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunawayException(String message) {
        super(message);
    }
}
