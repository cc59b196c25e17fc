package dev.meshdx.capture;

import java.io.IOException;

/** YAML that {@link BlockYamlParser} does not know; the general reader must take it. */
final class UnknownYamlException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownYamlException(int line, String what) {
        super("line " + line + ": " + what);
    }
}
