package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refused configuration as a log line tells it.
 *
 * @param line number of the line
 * @param namespace namespace of the proxy, empty when it is the owner of the log
 * @param pod name of the proxy, empty when it is the owner of the log
 * @param type CDS, LDS, RDS, EDS, ECDS, SDS, WDS, WADS or empty
 * @param resource name of the refused resource, empty when unknown
 * @param reason why
 * @param extension extension that the proxy does not know, empty otherwise
 * @param source proxy-log or istiod-log
 */
record LoggedRejection(
        int line,
        String namespace,
        String pod,
        String type,
        String resource,
        String reason,
        String extension,
        String source) {

    private static final int REASON_LENGTH = 1024;
    private static final Pattern ENVOY = Pattern.compile(
            "(?:gRPC|delta) config for type\\.googleapis\\.com/([\\w.]+) rejected: (.*)", Pattern.DOTALL);
    private static final Pattern RESOURCE = Pattern.compile(
            "\\b(lds|cds): (?:listener|cluster)\\(?s?\\)? '([^']*)' config rejected: (.*)", Pattern.DOTALL);
    private static final Pattern ROUTE = Pattern.compile("\\b(rds|srds|ecds|eds|sds): (.*rejected.*)", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("Filesystem config update rejected: (.*)", Pattern.DOTALL);
    private static final Pattern ISTIOD =
            Pattern.compile("ADS:(\\w+): ACK ERROR (\\S+?)-\\d+ (\\w+):(.*)", Pattern.DOTALL);
    private static final Pattern ZTUNNEL_TYPE = Pattern.compile("type_url=\"type\\.googleapis\\.com/([\\w.]+)\"");
    private static final Pattern ZTUNNEL_ERROR = Pattern.compile("error=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SUMMARY =
            Pattern.compile("Error adding/updating (listener|cluster)\\(s\\) (\\S+?): (.*)", Pattern.DOTALL);
    private static final Pattern EXTENSION =
            Pattern.compile("registered implementation for '([^']*)' with type URL: '([^']*)'|find @type '([^']*)'"
                    + "|registered implementation for name: '([^']*)'");
    private static final Pattern TRAILER = Pattern.compile("\\s*\\bthread=\\d+\\s*$");

    /** What an entry of a log says; usually nothing. */
    static List<LoggedRejection> of(String entry, int line) {
        List<LoggedRejection> found = new ArrayList<>();
        if (entry.contains("ACK ERROR")) {
            addIstiod(entry, line, found);
        } else if (entry.contains("type=Nack")) {
            addZtunnel(entry, line, found);
        } else if (entry.contains("rejected: ") || entry.contains("rejected (")) {
            addEnvoy(TRAILER.matcher(entry).replaceAll(""), line, found);
        }
        return found;
    }

    private static void addIstiod(String entry, int line, List<LoggedRejection> found) {
        Matcher matcher = ISTIOD.matcher(entry);
        if (!matcher.find()) {
            return;
        }
        String node = matcher.group(2);
        int dot = node.lastIndexOf('.');
        String pod = dot < 0 ? node : node.substring(0, dot);
        String namespace = dot < 0 ? "" : node.substring(dot + 1);
        found.add(of(line, namespace, pod, matcher.group(1), matcher.group(4), "istiod-log"));
    }

    private static void addZtunnel(String entry, int line, List<LoggedRejection> found) {
        Matcher type = ZTUNNEL_TYPE.matcher(entry);
        Matcher error = ZTUNNEL_ERROR.matcher(entry);
        if (error.find()) {
            found.add(of(line, "", "", type.find() ? shortType(type.group(1)) : "", error.group(1), "proxy-log"));
        }
    }

    private static void addEnvoy(String entry, int line, List<LoggedRejection> found) {
        Matcher envoy = ENVOY.matcher(entry);
        Matcher resource = RESOURCE.matcher(entry);
        Matcher route = ROUTE.matcher(entry);
        Matcher file = FILE.matcher(entry);
        if (envoy.find()) {
            found.add(of(line, "", "", shortType(envoy.group(1)), envoy.group(2), "proxy-log"));
        } else if (resource.find()) {
            LoggedRejection one = of(line, "", "", upper(resource.group(1)), resource.group(3), "proxy-log");
            found.add(new LoggedRejection(
                    line, "", "", one.type(), resource.group(2), one.reason(), one.extension(), one.source()));
        } else if (file.find()) {
            found.add(of(line, "", "", "", file.group(1), "proxy-log"));
        } else if (route.find()) {
            found.add(of(line, "", "", upper(route.group(1)), route.group(2), "proxy-log"));
        }
    }

    private static LoggedRejection of(int line, String namespace, String pod, String type, String text, String source) {
        Matcher summary = SUMMARY.matcher(text);
        boolean named = summary.lookingAt();
        String reason = named ? summary.group(3).lines().findFirst().orElse("").strip() : text.strip();
        Matcher extension = EXTENSION.matcher(reason);
        String kind = named && type.isEmpty() ? (summary.group(1).equals("listener") ? "LDS" : "CDS") : type;
        return new LoggedRejection(
                line,
                namespace,
                pod,
                kind,
                named ? summary.group(2) : "",
                clean(Redaction.masked(reason)),
                extension.find() ? firstGroup(extension) : "",
                source);
    }

    private static String firstGroup(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String clean(String reason) {
        String cut = reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason;
        return cut.replaceAll("[\\p{Cntrl}]+", " ").strip();
    }

    private static String upper(String type) {
        return type.toUpperCase(java.util.Locale.ROOT);
    }

    /** The short name of a resource type by the last part of its type URL. */
    static String shortType(String typeUrl) {
        return switch (typeUrl.substring(typeUrl.lastIndexOf('.') + 1)) {
            case "Cluster" -> "CDS";
            case "Listener" -> "LDS";
            case "RouteConfiguration", "ScopedRouteConfiguration" -> "RDS";
            case "ClusterLoadAssignment" -> "EDS";
            case "TypedExtensionConfig" -> "ECDS";
            case "Secret" -> "SDS";
            case "Address", "Workload", "Service" -> "WDS";
            case "Authorization" -> "WADS";
            default -> "";
        };
    }
}
