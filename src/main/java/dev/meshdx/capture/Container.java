package dev.meshdx.capture;

/** How a stream is packed, told by its first bytes and never by its name. */
enum Container {
    GZIP,
    BZIP2,
    XZ,
    ZSTD,
    ZIP,
    TAR,
    PLAIN;

    /** Bytes needed to tell. */
    static final int MAGIC_BYTES = 512;

    private static final int TAR_MAGIC_OFFSET = 257;

    /** Whether it holds several files. */
    boolean archive() {
        return this == ZIP || this == TAR;
    }

    /** Whether it is one compressed stream. */
    boolean compressed() {
        return !archive() && this != PLAIN;
    }

    static Container of(byte[] head) {
        if (starts(head, 0, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (starts(head, 0, 'B', 'Z', 'h') && starts(head, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)) {
            return BZIP2;
        }
        if (starts(head, 0, 0xFD, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (starts(head, 0, 0x28, 0xB5, 0x2F, 0xFD)) {
            return ZSTD;
        }
        if (starts(head, 0, 'P', 'K', 3, 4) || starts(head, 0, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        return starts(head, TAR_MAGIC_OFFSET, 'u', 's', 't', 'a', 'r') ? TAR : PLAIN;
    }

    private static boolean starts(byte[] head, int offset, int... expected) {
        if (head.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((head[offset + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
