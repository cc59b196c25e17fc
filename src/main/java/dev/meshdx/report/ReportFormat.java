package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of a report, by the names that {@code -o} takes. The same report gives the same bytes. */
public enum ReportFormat {
    /** For the person who is paged: the root to look at first, and what to do about it. */
    TEXT {
        @Override
        public void write(Report report, Style style, Appendable out) throws IOException {
            new TextReport(report, new Page(style, out)).write();
        }
    },
    /** One line per diagnosis, for grep. */
    SHORT {
        @Override
        public void write(Report report, Style style, Appendable out) throws IOException {
            ShortReport.write(report, new Page(style, out));
        }
    },
    /** Schema {@code meshdx.report/v1}, for programs; see {@code report-v1.schema.json} in this package. */
    JSON {
        @Override
        public void write(Report report, Style style, Appendable out) throws IOException {
            JsonReport.write(report, out);
        }
    };

    /** Writes the report in this format, ending with a newline. */
    public abstract void write(Report report, Style style, Appendable out) throws IOException;

    /** The format of that lower-case name. */
    public static Optional<ReportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
