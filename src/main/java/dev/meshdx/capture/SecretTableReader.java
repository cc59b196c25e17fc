package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code istioctl proxy-config secret}: its table, and its JSON. */
final class SecretTableReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 30;

    /** From this length on a number without any letter is taken for a decimal one. */
    private static final int DECIMAL_DIGITS = 16;

    @Override
    public String format() {
        return "istioctl proxy-config secret";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.isJson()) {
            List<String> keys = head.contains("ecrets\"") ? head.keys() : List.of();
            return head.firstCharacter() == '{'
                    && !keys.isEmpty()
                    && (keys.get(0).equals("dynamic_active_secrets")
                            || keys.get(0).equals("dynamic_warming_secrets"));
        }
        return head.lines(LINES_TO_RECOGNISE).stream().anyMatch(SecretTableReader::isTitle);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        return file.head().isJson() ? readJson(file, evidence) : readTable(file, evidence);
    }

    private static boolean isTitle(String line) {
        return line.startsWith("RESOURCE NAME") && line.contains("SERIAL NUMBER") && line.contains("NOT AFTER");
    }

    private static String readJson(CaptureFile file, Evidence evidence) throws IOException {
        int[] count = new int[1];
        String problem = EnvoyJson.elements(file, "dynamic_active_secrets", (index, entry) -> {
            Origin origin = Origin.pointer(file.path(), "/dynamicActiveSecrets/" + index);
            count[0] += EnvoySecrets.add(entry, origin, evidence);
        });
        evidence.covers(file.path(), "certificate", count[0], problem.isEmpty());
        return problem;
    }

    private static String readTable(CaptureFile file, Evidence evidence) throws IOException {
        int count = 0;
        try (LineReader lines = new LineReader(file.open())) {
            TextTable table = TextTable.ofHeader("");
            boolean started = false;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (isTitle(line)) {
                    table = TextTable.ofHeader(line);
                    started = true;
                } else if (started && !line.isBlank()) {
                    count += add(table.row(line), Origin.line(file.path(), lines.lineNumber()), evidence);
                }
            }
        }
        evidence.covers(file.path(), "certificate", count, true);
        return "";
    }

    /** Adds a row; a row of a secret that has not arrived has no dates. */
    private static int add(Map<String, String> row, Origin origin, Evidence evidence) {
        Instant end = EnvoyJson.instant(row.getOrDefault("NOT AFTER", ""));
        if (end.equals(Instant.EPOCH)) {
            return 0;
        }
        String name = row.getOrDefault("RESOURCE NAME", "");
        boolean own = !name.contains("://") || name.startsWith("spiffe://");
        String role = !own ? "gateway" : row.getOrDefault("TYPE", "").equals("CA") ? "root" : "leaf";
        Instant begin = EnvoyJson.instant(row.getOrDefault("NOT BEFORE", "").split("\\s+", 2)[0]);
        String serial = serial(row.getOrDefault("SERIAL NUMBER", ""));
        evidence.add(new EnvoyEvidence.HeldCertificate(origin, true, role, "", "", serial, "", List.of(), begin, end));
        return 1;
    }

    /** Older istioctl prints serial numbers in decimal. */
    private static String serial(String text) {
        boolean decimal = text.length() >= DECIMAL_DIGITS && text.chars().allMatch(Character::isDigit);
        return decimal ? new BigInteger(text).toString(16) : EnvoyCertsReader.serial(text);
    }
}
