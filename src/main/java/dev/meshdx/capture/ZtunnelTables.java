package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tables of {@code istioctl ztunnel-config workloads|services|policies|certificates|connections|all}. */
final class ZtunnelTables {

    private final String path;
    private final Evidence evidence;
    private int count;

    ZtunnelTables(String path, Evidence evidence) {
        this.path = path;
        this.evidence = evidence;
    }

    /** Whether the line is the head of one of these tables. */
    static boolean isHeader(String line) {
        return TextTable.isHeader(line) && !kind(TextTable.ofHeader(line)).isEmpty();
    }

    private static String kind(TextTable table) {
        if (table.has("POD NAME", "ADDRESS", "PROTOCOL")) {
            return "ZtunnelWorkload";
        }
        if (table.has("SERVICE NAME", "SERVICE VIP", "ENDPOINTS")) {
            return "ZtunnelService";
        }
        if (table.has("POLICY NAME", "ACTION", "SCOPE")) {
            return "ZtunnelPolicy";
        }
        if (table.has("CERTIFICATE NAME", "STATUS", "VALID CERT")) {
            return "ZtunnelCertificate";
        }
        return table.has("WORKLOAD", "DIRECTION", "LOCAL", "REMOTE") ? "connections" : "";
    }

    String read(CaptureFile file) throws IOException {
        try (LineReader lines = new LineReader(file.open())) {
            TextTable table = TextTable.ofHeader("");
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (isHeader(line)) {
                    table = TextTable.ofHeader(line);
                } else if (!line.isBlank() && !line.startsWith("---")) {
                    add(kind(table), table.row(line), Origin.line(path, lines.lineNumber()));
                }
            }
            evidence.covers(path, "ztunnel-config", count, false);
            return lines.cutReport();
        }
    }

    private void add(String kind, Map<String, String> row, Origin origin) {
        count++;
        if (kind.equals("ZtunnelCertificate")) {
            addCertificateRow(row, origin);
            return;
        }
        String name =
                row.getOrDefault("POD NAME", row.getOrDefault("SERVICE NAME", row.getOrDefault("POLICY NAME", "")));
        if (kind.isEmpty() || kind.equals("connections") || name.isEmpty()) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        row.forEach((title, cell) -> {
            if (!title.endsWith(" NAME") && !title.equals("NAMESPACE")) {
                fields.put(title.equals("SERVICE VIP") ? "vip" : title.toLowerCase(Locale.ROOT), cell);
            }
        });
        evidence.add(new RawResource(origin, row.getOrDefault("NAMESPACE", ""), kind, name, fields));
    }

    private void addCertificateRow(Map<String, String> row, Origin origin) {
        String identity = row.getOrDefault("CERTIFICATE NAME", "");
        String type = row.getOrDefault("TYPE", "");
        addCertificateState(origin, identity, row.getOrDefault("STATUS", ""), evidence);
        if (type.equals("Leaf") || type.equals("Root")) {
            addCertificate(
                    origin,
                    identity,
                    type.equals("Root"),
                    row.getOrDefault("SERIAL NUMBER", ""),
                    row.getOrDefault("NOT BEFORE", ""),
                    row.getOrDefault("NOT AFTER", ""),
                    evidence);
        }
    }

    /** Keeps the state of the certificate of a workload when it is not there for use. */
    static void addCertificateState(Origin origin, String identity, String state, Evidence evidence) {
        if (state.startsWith("Available") || identity.isEmpty()) {
            return;
        }
        int colon = state.indexOf(':');
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status", colon < 0 ? state : state.substring(0, colon));
        fields.put("message", colon < 0 ? "" : SignatureHits.sanitised(state.substring(colon + 1)));
        fields.put("identity", identity);
        evidence.add(new RawResource(origin, namespace(identity), "ZtunnelCertificate", name(identity), fields));
    }

    /** Keeps a certificate whose times can be read. */
    static void addCertificate(
            Origin origin, String identity, boolean root, String serial, String from, String until, Evidence evidence) {
        long notBefore = LogTime.at(from, 0);
        long notAfter = LogTime.at(until, 0);
        if (notAfter == LogTime.NONE) {
            return;
        }
        String lower = serial.toLowerCase(Locale.ROOT);
        String number =
                lower.chars().allMatch(c -> Character.digit(c, 16) >= 0) ? lower.replaceFirst("^0+(?=.)", "") : "";
        Instant start = LogTime.instant(notBefore);
        evidence.add(new RawZtunnelCertificate(origin, identity, root, number, start, LogTime.instant(notAfter)));
    }

    /** Namespace in {@code spiffe://domain/ns/namespace/sa/account}. */
    static String namespace(String identity) {
        return part(identity, "/ns/");
    }

    private static String name(String identity) {
        String account = part(identity, "/sa/");
        return account.isEmpty() ? identity : account;
    }

    private static String part(String identity, String marker) {
        int at = identity.indexOf(marker);
        if (at < 0) {
            return "";
        }
        String rest = identity.substring(at + marker.length());
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
