package dev.meshdx.capture;

import java.util.List;

/** The beginning of a file, by which readers recognise its format. */
record Head(String path, String text) {

    /** Bytes of a file that readers may look at before one of them takes it. */
    static final int LIMIT = 64 * 1024;

    /** Whether the first character that is not white space opens a JSON object or array. */
    boolean isJson() {
        return firstCharacter() == '{' || firstCharacter() == '[';
    }

    /** The first character that is not white space, 0 when there is none. */
    char firstCharacter() {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    /** The first lines, without their ends; the last one may be cut. */
    List<String> lines(int limit) {
        return text.lines().limit(limit).toList();
    }

    boolean contains(String literal) {
        return text.contains(literal);
    }
}
