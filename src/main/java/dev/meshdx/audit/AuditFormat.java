package dev.meshdx.audit;

import dev.meshdx.report.Style;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of an audit, by the names that {@code -o} takes. The same report gives the same bytes. */
public enum AuditFormat {
    /** One page by cause, for people. */
    TEXT {
        @Override
        void render(AuditReport report, Style style, Writer out) throws IOException {
            new AuditPage(report, style, out).write();
        }
    },
    /** One JSON object per row: what {@code --baseline} takes. */
    JSON {
        @Override
        void render(AuditReport report, Style style, Writer out) throws IOException {
            for (AuditRow row : report.rows()) {
                out.append(RowJson.line(row)).append('\n');
            }
        }
    },
    /** RFC 4180, without cells that a spreadsheet would run as formulas. */
    CSV {
        @Override
        void render(AuditReport report, Style style, Writer out) throws IOException {
            AuditCsv.write(report, out);
        }
    },
    /** One page for a browser: causes by cluster, with filters. */
    HTML {
        @Override
        void render(AuditReport report, Style style, Writer out) throws IOException {
            new AuditHtml(report, out).write();
        }
    },
    /** Apache Parquet, one row group, all columns required; binary, for a file. */
    PARQUET {
        @Override
        public void write(AuditReport report, Style style, OutputStream out) throws IOException {
            AuditParquet.write(report, out);
        }

        @Override
        void render(AuditReport report, Style style, Writer out) {
            throw new UnsupportedOperationException("parquet is binary");
        }
    },
    /** Text exposition format, for the textfile collector of the node exporter. */
    PROMETHEUS {
        @Override
        void render(AuditReport report, Style style, Writer out) throws IOException {
            AuditMetrics.write(report, out);
        }
    };

    /** Writes the report in this format, UTF-8 where it is text; the stream stays open. */
    public void write(AuditReport report, Style style, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        render(report, style, writer);
        writer.flush();
    }

    abstract void render(AuditReport report, Style style, Writer out) throws IOException;

    /** The format of that lower-case name. */
    public static Optional<AuditFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
