package dev.meshdx.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A sample of Prometheus or OpenMetrics text: {@code name{label="value"} 1.5 [timestamp]}. Parsed by hand; an exemplar behind
 * {@code #} is dropped.
 *
 * @param name metric name
 * @param labels labels in the order of the line
 * @param value value
 */
record PrometheusLine(String name, Map<String, String> labels, double value) {

    /** Length of the metric name that a line begins with, 0 when it is no sample. */
    static int nameLength(String line) {
        int end = 0;
        while (end < line.length() && isNamePart(line.charAt(end), end == 0)) {
            end++;
        }
        boolean ends =
                end < line.length() && (line.charAt(end) == '{' || line.charAt(end) == ' ' || line.charAt(end) == '\t');
        return ends ? end : 0;
    }

    /** The sample of a line; empty when it is none. */
    static Optional<PrometheusLine> of(String line) {
        int end = nameLength(line);
        if (end == 0) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        int at = line.charAt(end) == '{' ? labels(line, end + 1, labels) : end;
        return at < 0
                ? Optional.empty()
                : value(line, at).map(value -> new PrometheusLine(line.substring(0, end), labels, value));
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':';
        return letter || !first && c >= '0' && c <= '9';
    }

    /** Reads labels up to the closing brace; returns the place after it, -1 when the line is malformed. */
    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf('=', at);
            if (equals < 0 || equals + 1 >= line.length() || line.charAt(equals + 1) != '"') {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            int end = quoted(line, equals + 2, value);
            if (end < 0) {
                return -1;
            }
            labels.put(line.substring(at, equals).strip(), value.toString());
            at = end;
            while (at < line.length() && (line.charAt(at) == ',' || line.charAt(at) == ' ')) {
                at++;
            }
        }
        return at < line.length() ? at + 1 : -1;
    }

    private static int quoted(String line, int from, StringBuilder value) {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                value.append(line.charAt(at) == 'n' ? '\n' : line.charAt(at));
            } else {
                value.append(c);
            }
        }
        return -1;
    }

    private static Optional<Double> value(String line, int from) {
        int start = from;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return endsSample(line.substring(end).strip()) ? number(line.substring(start, end)) : Optional.empty();
    }

    /** After the value only a timestamp or an exemplar may follow: a line of text can begin with a word and a number, too. */
    private static boolean endsSample(String rest) {
        return rest.isEmpty()
                || rest.startsWith("#")
                || number(rest.split("\\s", 2)[0]).isPresent();
    }

    /** A number as Prometheus prints it, with +Inf, -Inf and NaN. */
    static Optional<Double> number(String text) {
        try {
            return Optional.of(
                    Double.parseDouble(text.replace("+Inf", "Infinity").replace("-Inf", "-Infinity")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
