package dev.meshdx.audit;

import java.io.IOException;

/** RFC 4180 with a line of names. */
final class AuditCsv {

    private AuditCsv() {}

    static void write(AuditReport report, Appendable out) throws IOException {
        out.append(String.join(
                        ",", AuditColumn.ALL.stream().map(AuditColumn::name).toList()))
                .append("\r\n");
        for (AuditRow row : report.rows()) {
            out.append(String.join(
                            ",", row.values().stream().map(AuditCsv::cell).toList()))
                    .append("\r\n");
        }
    }

    /**
     * A cell. A text that a spreadsheet would take as a formula gets an apostrophe in front, as OWASP's page on CSV injection
     * advises; also behind leading white space, which some programs trim.
     */
    static String cell(Object value) {
        if (!(value instanceof String text)) {
            return value.toString();
        }
        String first = text.strip();
        boolean formula = !text.isEmpty()
                && ("\t\r\n".indexOf(text.charAt(0)) >= 0
                        || (!first.isEmpty() && "=+-@＝＋－＠".indexOf(first.charAt(0)) >= 0));
        String safe = formula ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
