package dev.meshdx.collect;

import java.io.IOException;

/** The capture can't be written, so going on is of no use. */
final class FullDiskException extends IOException {

    private static final long serialVersionUID = 1L;

    FullDiskException(String file, IOException cause) {
        super("cannot write " + file + ": " + cause.getMessage(), cause);
    }
}
