package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of a report, by the names that {@code -o} takes. The same report gives the same bytes. */
public enum ReportFormat {
    /** For the person who is paged: the root to look at first, and what to do about it. */
    TEXT(false),
    /** One line per diagnosis, for grep. */
    SHORT(false),
    /** Schema {@code meshdx.report/v1}, for programs; see {@code report-v1.schema.json} in this package. */
    JSON(true),
    /** The same fields as JSON. */
    YAML(true),
    /** For tickets, pull requests and chat. */
    MARKDOWN(false),
    /** One page for a browser, with everything in it. */
    HTML(true),
    /** SARIF 2.1.0, for code scanning. */
    SARIF(false),
    /** JUnit's XML, for the test page of a CI job. */
    JUNIT(false),
    /** Prometheus' text format, for a textfile collector. */
    PROMETHEUS(true);

    private final boolean illustrated;

    ReportFormat(boolean illustrated) {
        this.illustrated = illustrated;
    }

    /** Whether the format shows the {@link Report#picture}, which costs a second look at the capture. */
    public boolean illustrated() {
        return illustrated;
    }

    /** Writes the report in this format, ending with a newline. */
    public void write(Report report, Style style, Appendable out) throws IOException {
        switch (this) {
            case TEXT -> new TextReport(report, new Page(style, out)).write();
            case SHORT -> ShortReport.write(report, new Page(style, out));
            case JSON -> JsonReport.write(report, out);
            case YAML -> YamlReport.write(report, out);
            case MARKDOWN -> new MarkdownReport(report, out).write();
            case HTML -> HtmlReport.write(report, out);
            case SARIF -> SarifReport.write(report, out);
            case JUNIT -> JunitReport.write(report, out);
            case PROMETHEUS -> new PrometheusReport(report, out).write();
        }
    }

    /** The format of that lower-case name. */
    public static Optional<ReportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst();
    }

    /** The names of all formats, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(ReportFormat::toString).collect(Collectors.joining(", "));
    }

    /** The name that {@code -o} takes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
