package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Files of PEM certificates. Private keys in the same file are skipped line by line and never kept. */
final class PemReader implements FileReader {

    /** Lines of one certificate; a real one has less than 200. */
    private static final int BLOCK_LINES = 2_000;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    @Override
    public String format() {
        return "pem certificates";
    }

    @Override
    public boolean recognises(Head head) {
        String text = head.text();
        if (head.isJson() || head.beginsLikeALog()) {
            return false;
        }
        boolean begins = text.startsWith(BEGIN) || text.contains("\n" + BEGIN);
        return begins && !text.startsWith("apiVersion:") && !text.contains("\napiVersion:");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int count = 0;
        int broken = 0;
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null && count < PemCertificates.LIMIT; line = lines.next()) {
                if (line.strip().equals(BEGIN)) {
                    int number = lines.lineNumber();
                    List<X509Certificate> found = PemCertificates.of(block(lines));
                    for (X509Certificate one : found) {
                        Origin origin = Origin.line(file.path(), number);
                        evidence.add(PemCertificates.held(one, PemCertificates.role(one), origin, false));
                    }
                    count += found.size();
                    broken += found.isEmpty() ? 1 : 0;
                }
            }
        }
        evidence.covers(file.path(), "certificate", count, broken == 0 && count < PemCertificates.LIMIT);
        if (count >= PemCertificates.LIMIT) {
            return "certificates after the first " + PemCertificates.LIMIT + " (limit PemCertificates.LIMIT)";
        }
        return broken == 0 ? "" : broken + " certificate blocks could not be decoded";
    }

    private static String block(LineReader lines) throws IOException {
        StringBuilder block = new StringBuilder(BEGIN).append('\n');
        String line = lines.next();
        for (int i = 0; line != null && i < BLOCK_LINES; i++) {
            block.append(line.strip()).append('\n');
            if (line.strip().equals(END)) {
                break;
            }
            line = lines.next();
        }
        return block.toString();
    }
}
