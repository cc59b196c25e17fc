package dev.meshdx.capture;

import java.util.HashMap;
import java.util.Map;

/** Matches of one log signature in one log. */
final class SignatureHits {

    private static final int LINE_LENGTH = 400;

    /** Characters in which credentials are looked for; more than are kept, so that none is cut in two. */
    private static final int MASKED_LENGTH = 16_000;

    private final String id;
    private int count;
    private int line;
    private long first = LogTime.NONE;
    private long last = LogTime.NONE;
    private String text = "";
    private boolean recovered;
    private Map<String, String> values = Map.of();

    SignatureHits(String id) {
        this.id = id;
    }

    void matched(String entry, int lineNumber, long micros) {
        count++;
        line = lineNumber;
        text = entry;
        recovered = false;
        if (micros != LogTime.NONE) {
            first = first == LogTime.NONE ? micros : Math.min(first, micros);
            last = Math.max(last, micros);
        }
    }

    void cleared() {
        recovered = count > 0;
    }

    /** Takes the values out of the last match and lets the full text go. */
    void finish(Map<String, String> groups) {
        Map<String, String> all = new HashMap<>(isZtunnelAccess(text) ? keyValues(text) : Map.of());
        all.putAll(groups);
        all.replaceAll((name, value) -> sanitised(value));
        values = all;
        text = sanitised(text);
    }

    private static boolean isZtunnelAccess(String text) {
        return text.contains("\taccess\t") || text.contains("src.addr=") || text.contains("dst.addr=");
    }

    /** Pairs such as {@code dst.workload="web-1" bytes_sent=84}; dots in names become underscores. */
    static Map<String, String> keyValues(String text) {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            int nameStart = equals;
            while (nameStart > at && isName(text.charAt(nameStart - 1))) {
                nameStart--;
            }
            boolean quoted = equals + 1 < text.length() && text.charAt(equals + 1) == '"';
            int start = quoted ? equals + 2 : equals + 1;
            int end = text.indexOf(quoted ? '"' : ' ', start);
            while (quoted && end > 0 && text.charAt(end - 1) == '\\') {
                end = text.indexOf('"', end + 1);
            }
            end = end < 0 ? text.length() : end;
            if (nameStart < equals) {
                values.put(
                        text.substring(nameStart, equals).replace('.', '_'), text.substring(Math.min(start, end), end));
            }
            at = Math.max(end, equals + 1);
        }
        return values;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_';
    }

    /** At most 400 characters, without credentials and control characters. */
    static String sanitised(String text) {
        String whole = text.length() > MASKED_LENGTH ? text.substring(0, MASKED_LENGTH) : text;
        String masked = Redaction.masked(whole);
        String cut = masked.length() > LINE_LENGTH ? masked.substring(0, LINE_LENGTH) : masked;
        StringBuilder clean = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean control = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            clean.append(control ? ' ' : c);
        }
        return clean.toString().strip();
    }

    String id() {
        return id;
    }

    int count() {
        return count;
    }

    /** Number of the last matching line. */
    int line() {
        return line;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    String text() {
        return text;
    }

    boolean recovered() {
        return recovered;
    }

    Map<String, String> values() {
        return values;
    }
}
