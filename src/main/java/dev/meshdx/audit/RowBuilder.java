package dev.meshdx.audit;

/** A row in the making: what every kind of record has at first, the rest by name. */
final class RowBuilder {

    private final String record;
    private final String capture;
    private final String digest;
    private final String time;
    private final String cluster;
    private final String id;
    private final String namespace;
    private final String kind;
    private final String name;
    private final double certainty;
    private final String state;
    private String title = "";
    private String severity = "";
    private String role = "";
    private String since = "";
    private String until = "";
    private long days;
    private String version = "";
    private String detail = "";

    RowBuilder(
            String record,
            String capture,
            String digest,
            String time,
            String cluster,
            String id,
            String namespace,
            String kind,
            String name,
            double certainty,
            String state) {
        this.record = record;
        this.capture = capture;
        this.digest = digest;
        this.time = time;
        this.cluster = cluster;
        this.id = id;
        this.namespace = namespace;
        this.kind = kind;
        this.name = name;
        this.certainty = Math.round(certainty * 1000) / 1000.0;
        this.state = state;
    }

    RowBuilder mode(String modeTitle, String modeSeverity, String modeRole) {
        title = modeTitle;
        severity = modeSeverity;
        role = modeRole;
        return this;
    }

    RowBuilder since(String moment) {
        since = moment;
        return this;
    }

    RowBuilder until(String end, long daysLeft) {
        until = end;
        days = daysLeft;
        return this;
    }

    RowBuilder version(String text) {
        version = text;
        return this;
    }

    RowBuilder detail(String text) {
        detail = text;
        return this;
    }

    AuditRow build() {
        return new AuditRow(
                record, capture, digest, time, cluster, id, title, severity, certainty, role, namespace, kind, name,
                state, since, until, days, version, detail);
    }
}
