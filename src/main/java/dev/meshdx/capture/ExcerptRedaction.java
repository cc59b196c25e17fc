package dev.meshdx.capture;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes secrets out of lines that are shown. It rather takes out too much: values below {@code data} of any object, values
 * of names that sound secret, credentials in addresses and headers, and long runs of base64. Lines are given in the order
 * of the file.
 */
final class ExcerptRedaction {

    /** What stands in the place of a secret. */
    static final String LEFT_OUT = "[redacted]";

    private static final int SHOWN_CHARACTERS = 240;

    private static final String SECRET_NAME =
            "[\\w.-]*(?:passw|passphrase|secret|token|api-?_?key|private-?_?key|\\.key|"
                    + "credential|authorization|cookie|session)[\\w.-]*";

    /** {@code name: value}, {@code "name": "value"}, {@code name=value}; the value up to where a list would go on. */
    private static final Pattern SECRET_VALUE = Pattern.compile("(?i)(\\\\?\"?" + SECRET_NAME
            + "\\\\?\"?\\s*[:=]\\s*)(\\\\?\"(?:[^\"\\\\]|\\\\[^\"])*\\\\?\"?|[^\\s,;&}\\]]+.*)");

    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?i)((?:bearer|basic)\\s+)[\\w.~+/=-]+|(://[^/\\s:@]*:)[^@\\s/]+(?=@)|()eyJ[\\w-]{8,}[\\w.-]*");

    private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{48,}={0,2}");
    private static final Pattern SECRET_LABEL =
            Pattern.compile("(?i)\"?name\"?\\s*:\\s*\"?" + SECRET_NAME + "\"?,?\\s*");
    private static final Pattern VALUE = Pattern.compile("(\\s*-?\\s*\"?[\\w./-]+\"?\\s*:\\s*)\\S.*");

    private int dataIndent = -1;
    private boolean label;
    private boolean key;

    /** The line as it may be shown. */
    String line(String line) {
        String shown =
                secret(line) ? masked(line) : LONG_BASE64.matcher(names(line)).replaceAll(LEFT_OUT);
        String printable = CapturePath.printable(shown.replace("\t", "  "));
        return printable.length() > SHOWN_CHARACTERS ? printable.substring(0, SHOWN_CHARACTERS) + "\u2026" : printable;
    }

    private static String names(String line) {
        String credentials = CREDENTIALS.matcher(line).replaceAll("$1$2$3" + LEFT_OUT);
        return SECRET_VALUE.matcher(credentials).replaceAll("$1" + LEFT_OUT);
    }

    private static String masked(String line) {
        var value = VALUE.matcher(line);
        return value.matches() ? value.group(1) + LEFT_OUT : " ".repeat(indent(line)) + LEFT_OUT;
    }

    /** Whether the whole value of the line is secret because of the lines before it. */
    private boolean secret(String line) {
        boolean afterLabel = label && line.contains("value");
        String text = line.strip();
        label = SECRET_LABEL
                .matcher(text.startsWith("- ") ? text.substring(2) : text)
                .matches();
        if (line.contains("PRIVATE KEY-----")) {
            key = line.contains("BEGIN") && !line.contains("END");
            return true;
        }
        if (key || afterLabel) {
            return true;
        }
        if (text.isEmpty()) {
            return false;
        }
        if (dataIndent >= 0 && indent(line) > dataIndent) {
            return true;
        }
        String start = text.toLowerCase(Locale.ROOT).replaceAll("[\" ]", "");
        boolean opens = start.startsWith("data:") || start.startsWith("stringdata:") || start.startsWith("binarydata:");
        dataIndent = opens ? indent(line) : -1;
        // {"data": {...}} on one line
        return opens && text.length() > text.indexOf(':') + 3;
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
