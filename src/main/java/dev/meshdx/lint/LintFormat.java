package dev.meshdx.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** How findings are printed. */
public enum LintFormat {
    TEXT {
        @Override
        void write(List<Finding> findings, Appendable out) throws IOException {
            for (Finding finding : findings) {
                out.append(finding.toString()).append('\n');
                if (!finding.fix().isEmpty()) {
                    out.append("    fix: ").append(finding.fix()).append('\n');
                }
                if (!finding.accepted().isEmpty()) {
                    out.append("    accepted: ").append(finding.accepted()).append('\n');
                }
            }
        }

        @Override
        void write(Summary summary, Appendable out) throws IOException {
            out.append(summary.errors() + " errors, " + summary.warnings() + " warnings, " + summary.accepted()
                    + " accepted with a reason\n");
        }
    },
    JSON {
        @Override
        void write(List<Finding> findings, Appendable out) throws IOException {
            for (Finding finding : findings) {
                StringWriter line = new StringWriter();
                try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
                    json.writeStartObject();
                    json.writeStringField("file", finding.file());
                    json.writeNumberField("line", finding.at().line());
                    json.writeNumberField("column", finding.at().column());
                    json.writeStringField("severity", finding.severity().word());
                    json.writeStringField("lint", finding.lint());
                    json.writeStringField("message", finding.message());
                    json.writeStringField("fix", finding.fix());
                    json.writeStringField("accepted", finding.accepted());
                    json.writeEndObject();
                }
                out.append(line.toString()).append('\n');
            }
        }

        @Override
        void write(Summary summary, Appendable out) {
            // Each line is one finding; programs count them.
        }
    };

    /** How many of each kind there are. */
    private record Summary(long errors, long warnings, long accepted) {}

    /**
     * Prints findings, one per line, and in the end how many there are.
     *
     * @param all all findings of a run
     * @param accepted whether to print those that somebody accepts
     */
    public final void write(List<Finding> all, boolean accepted, Appendable out) throws IOException {
        write(
                all.stream()
                        .filter(finding -> accepted || finding.accepted().isEmpty())
                        .toList(),
                out);
        write(
                new Summary(
                        count(all, Severity.ERROR),
                        count(all, Severity.WARNING),
                        all.stream()
                                .filter(finding -> !finding.accepted().isEmpty())
                                .count()),
                out);
    }

    /** How many findings of a severity nobody accepts. */
    public static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.accepted().isEmpty() && finding.severity() == severity)
                .count();
    }

    abstract void write(List<Finding> findings, Appendable out) throws IOException;

    abstract void write(Summary summary, Appendable out) throws IOException;
}
