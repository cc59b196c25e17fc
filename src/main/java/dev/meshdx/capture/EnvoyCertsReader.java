package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Envoy's /certs. The same pair is listed once per TLS context; {@code days_until_expiration} is cut to whole days and
 * not used.
 */
final class EnvoyCertsReader implements FileReader {

    /** Folders of the bundles of public authorities, which say nothing of the mesh. */
    private static final List<String> SYSTEM_BUNDLES = List.of("/etc/ssl/", "/etc/pki/", "/usr/share/", "/usr/lib/");

    @Override
    public String format() {
        return "envoy certs";
    }

    @Override
    public boolean recognises(Head head) {
        boolean likely = head.firstCharacter() == '{' && head.contains("\"certificates\"");
        List<String> keys = likely ? head.keys() : List.of();
        return keys.size() == 1
                && keys.get(0).equals("certificates")
                && (head.contains("\"ca_cert\"")
                        || head.contains("\"cert_chain\"")
                        || head.text().length() < 100);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Set<List<String>> seen = new HashSet<>();
        String problem = EnvoyJson.elements(file, "certificates", (index, pair) -> {
            String pointer = "/certificates/" + index;
            add(pair.path("ca_cert"), Origin.pointer(file.path(), pointer + "/ca_cert"), true, seen, evidence);
            add(pair.path("cert_chain"), Origin.pointer(file.path(), pointer + "/cert_chain"), false, seen, evidence);
        });
        evidence.covers(file.path(), "certs", seen.size(), problem.isEmpty());
        return problem;
    }

    private static void add(
            JsonNode certificates, Origin origin, boolean root, Set<List<String>> seen, Evidence evidence) {
        for (int i = 0; i < certificates.size(); i++) {
            JsonNode one = certificates.get(i);
            String path = one.path("path").asText("");
            List<String> sans = sans(one.path("subject_alt_names"));
            String role = root ? "root" : i == 0 || !sans.isEmpty() ? "leaf" : "intermediate";
            String serial = serial(one.path("serial_number").asText(""));
            Instant end = EnvoyJson.instant(one.path("expiration_time").asText(""));
            boolean own = SYSTEM_BUNDLES.stream().noneMatch(path::startsWith);
            if (own && !end.equals(Instant.EPOCH) && seen.add(List.of(role, serial, end.toString()))) {
                Instant begin = EnvoyJson.instant(one.path("valid_from").asText(""));
                evidence.add(
                        new EnvoyEvidence.HeldCertificate(origin, true, role, "", "", serial, "", sans, begin, end));
            }
        }
    }

    private static List<String> sans(JsonNode names) {
        List<String> sans = new ArrayList<>();
        names.forEach(name -> name.forEach(value -> sans.add(value.asText())));
        return sans;
    }

    /** Lower-case hexadecimal without leading zeros. */
    static String serial(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace(":", "").strip();
        int start = 0;
        while (start < plain.length() - 1 && plain.charAt(start) == '0') {
            start++;
        }
        return plain.substring(start);
    }
}
