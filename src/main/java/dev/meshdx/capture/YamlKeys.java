package dev.meshdx.capture;

import java.nio.charset.StandardCharsets;

/** Keys of maps, which come millions of times in few forms: each is decoded once. */
final class YamlKeys {

    private static final int SLOTS = 4096;
    private static final int KEY_BYTES = 64;

    private final byte[][] known = new byte[SLOTS][];
    private final String[] names = new String[SLOTS];

    /** The text of a range of UTF-8 bytes. */
    String of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > KEY_BYTES) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 13) & (SLOTS - 1);
        byte[] candidate = known[slot];
        if (candidate != null && java.util.Arrays.equals(candidate, 0, candidate.length, bytes, from, to)) {
            return names[slot];
        }
        String name = new String(bytes, from, length, StandardCharsets.UTF_8);
        known[slot] = java.util.Arrays.copyOfRange(bytes, from, to);
        names[slot] = name;
        return name;
    }
}
