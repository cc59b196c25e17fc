package dev.meshdx.capture;

import java.io.IOException;

/** Escapes of double-quoted YAML (YAML 1.2, section 5.7). */
final class YamlEscapes {

    private static final String NAMES = "0abtnvfre \"/\\N_LP\t";
    private static final String VALUES = "\0\u0007\b\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029\t";

    private YamlEscapes() {}

    static String decoded(String raw) throws IOException {
        int escape = raw.indexOf('\\');
        if (escape < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char here = raw.charAt(i);
            if (here != '\\' || i + 1 == raw.length()) {
                text.append(here);
                continue;
            }
            char name = raw.charAt(++i);
            int digits = name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
            if (digits > 0) {
                text.appendCodePoint(codePoint(raw, i + 1, digits));
                i += digits;
            } else {
                text.append(simple(name));
            }
        }
        return text.toString();
    }

    private static char simple(char name) throws IOException {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw new IOException("unknown escape \\" + name + " in a quoted text");
        }
        return VALUES.charAt(index);
    }

    private static int codePoint(String raw, int at, int digits) throws IOException {
        try {
            int value = Integer.parseInt(raw.substring(at, at + digits), 16);
            if (Character.isValidCodePoint(value)) {
                return value;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // reported below: both mean the same to the user
        }
        throw new IOException("bad escape in a quoted text");
    }
}
