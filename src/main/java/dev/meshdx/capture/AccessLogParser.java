package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines of Envoy access logs: Istio's default text format of all versions, Envoy's own default and Istio's JSON keys. The
 * text formats differ in how many fields stand between the flags and the four numbers (bytes received, bytes sent, duration,
 * service time), so the numbers are looked for first.
 */
final class AccessLogParser {

    private static final int TOKENS = 64;
    private static final int SHORTEST_LINE = 40;

    private AccessLogParser() {}

    /** Where an access line begins: at its start or after the time that {@code kubectl logs --timestamps} adds, else -1. */
    static int start(String line) {
        int at = 0;
        if (line.length() > SHORTEST_LINE && LogTime.at(line, 0) != LogTime.NONE) {
            at = LogTime.end(line, 0);
            at = at < line.length() && line.charAt(at) == ' ' ? at + 1 : at;
        }
        boolean opens =
                line.length() > at + SHORTEST_LINE && line.charAt(at) == '[' && Character.isDigit(line.charAt(at + 1));
        if (!opens) {
            return -1;
        }
        int close = line.indexOf(']', at);
        boolean request = close > 0 && close - at < SHORTEST_LINE && line.startsWith("] \"", close);
        return request && LogTime.at(line, at + 1) != LogTime.NONE ? at : -1;
    }

    /** A text line; empty when it is not of a known format. */
    static Optional<AccessLine> text(String line) {
        int start = start(line);
        if (start < 0) {
            return Optional.empty();
        }
        long micros = LogTime.at(line, start + 1);
        List<String> tokens = tokens(line, line.indexOf(']', start) + 1);
        int numbers = numbersAt(tokens);
        if (tokens.size() < 3 || numbers < 0 || !isNumber(tokens.get(1))) {
            return Optional.empty();
        }
        List<String> between = tokens.subList(3, numbers);
        boolean withDetails = between.size() >= 3;
        int code = Integer.parseInt(tokens.get(1));
        List<String> rest = tokens.subList(Math.min(tokens.size(), numbers + 4), tokens.size());
        return Optional.of(new AccessLine(
                micros,
                path(tokens.get(0)),
                code,
                tokens.get(2),
                withDetails ? between.get(0) : "-",
                between.isEmpty() ? "-" : between.get(withDetails ? 2 : between.size() - 1),
                number(tokens.get(numbers + 2)),
                field(rest, 3),
                field(rest, 4),
                field(rest, 5),
                field(rest, 7),
                field(rest, 9),
                field(rest, 10)));
    }

    /** The fields of a JSON line; empty when they are not those of an access log. */
    static Optional<AccessLine> json(Map<String, String> fields) {
        String code = fields.getOrDefault("response_code", "");
        if (!fields.containsKey("response_flags") || !isNumber(code)) {
            return Optional.empty();
        }
        return Optional.of(new AccessLine(
                LogTime.at(fields.getOrDefault("start_time", ""), 0),
                withoutQuery(fields.getOrDefault("path", "")),
                Integer.parseInt(code),
                jsonField(fields, "response_flags"),
                jsonField(fields, "response_code_details"),
                jsonField(fields, "upstream_transport_failure_reason"),
                number(fields.getOrDefault("duration", "")),
                jsonField(fields, "authority"),
                jsonField(fields, "upstream_host"),
                jsonField(fields, "upstream_cluster"),
                jsonField(fields, "downstream_local_address"),
                jsonField(fields, "requested_server_name"),
                jsonField(fields, "route_name")));
    }

    private static String jsonField(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        return value.isEmpty() || value.equals("null") ? "-" : value;
    }

    private static String field(List<String> fields, int index) {
        String value = index < fields.size() ? fields.get(index) : "-";
        return value.isEmpty() ? "-" : value;
    }

    /** The four numbers are the first run of three numbers after code and flags; the service time may be "-". */
    private static int numbersAt(List<String> tokens) {
        for (int i = 3; i + 2 < tokens.size(); i++) {
            if (isNumber(tokens.get(i)) && isNumber(tokens.get(i + 1)) && isNumber(tokens.get(i + 2))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNumber(String token) {
        if (token.isEmpty() || token.length() > 18) {
            return false;
        }
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long number(String token) {
        return isNumber(token) ? Long.parseLong(token) : -1;
    }

    /** Path of a request line {@code GET /a?b HTTP/1.1}. */
    private static String path(String request) {
        int first = request.indexOf(' ');
        int last = request.lastIndexOf(' ');
        return first < 0 || last <= first ? "" : withoutQuery(request.substring(first + 1, last));
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        String bare = query < 0 ? path : path.substring(0, query);
        return bare.equals("-") ? "" : bare;
    }

    /** Quoted fields lose their quotes; spaces inside brackets and braces belong to their field. */
    private static List<String> tokens(String line, int from) {
        List<String> tokens = new ArrayList<>();
        int at = from;
        while (at < line.length() && tokens.size() < TOKENS) {
            if (line.charAt(at) == ' ') {
                at++;
            } else if (line.charAt(at) == '"') {
                int end = line.indexOf('"', at + 1);
                end = end < 0 ? line.length() : end;
                tokens.add(line.substring(at + 1, end));
                at = end + 1;
            } else {
                int end = endOfBare(line, at);
                tokens.add(line.substring(at, end));
                at = end;
            }
        }
        return tokens;
    }

    private static int endOfBare(String line, int from) {
        int depth = 0;
        int firstSpace = -1;
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ' ') {
                if (depth <= 0) {
                    return at;
                }
                firstSpace = firstSpace < 0 ? at : firstSpace;
            }
        }
        return depth > 0 && firstSpace >= 0 ? firstSpace : line.length();
    }
}
