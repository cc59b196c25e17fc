package dev.meshdx.collect;

import java.io.IOException;
import java.time.Duration;

/** An answer of the API server that is none: its status and what it says. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String said;
    private final transient Duration retryAfter;

    Refused(int status, String message, Duration retryAfter) {
        super(message);
        this.status = status;
        this.said = message;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** What the server asks to wait; zero when it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same call may work a little later. */
    boolean temporary() {
        return status == 429 || status >= 500 && status != 501;
    }

    /** What goes into the manifest. */
    String reason() {
        String word = switch (status) {
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 410 -> "the list expired while it was read";
            case 429 -> "too many requests";
            default -> "status " + status;
        };
        return said.isBlank() ? word : word + ": " + said;
    }
}
