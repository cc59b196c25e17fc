package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as SARIF 2.1.0 (OASIS), for code scanning. A failure mode is a rule, a diagnosis a result; where its strongest
 * evidence was read is its location, the object in the cluster its logical location.
 */
final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
    private static final int MAX_LOCATIONS = 10;

    private final Report report;
    private final Json json;
    private final Map<String, Diagnosis> rules = new LinkedHashMap<>();

    private SarifReport(Report report, Json json) {
        this.report = report;
        this.json = json;
        report.diagnoses().forEach(found -> rules.putIfAbsent(found.id(), found));
    }

    static void write(Report report, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            new SarifReport(report, json).log();
        }
        out.append('\n');
    }

    private void log() throws IOException {
        json.object(() -> {
            json.text("$schema", SCHEMA);
            json.text("version", "2.1.0");
            json.objects("runs", List.of(report), this::run);
        });
    }

    private void run(Report run) throws IOException {
        json.object(
                "tool",
                () -> json.object("driver", () -> {
                    json.text("name", "meshdx");
                    json.text("version", run.tool().version());
                    json.objects("rules", List.copyOf(rules.values()), this::rule);
                }));
        json.objects("invocations", List.of(run), this::invocation);
        json.objects("results", run.diagnoses(), this::result);
        json.text("columnKind", "unicodeCodePoints");
    }

    private void rule(Diagnosis found) throws IOException {
        json.text("id", found.id());
        message("shortDescription", found.title());
        message("fullDescription", found.why().isEmpty() ? found.title() : found.why());
        json.object("defaultConfiguration", () -> json.text("level", level(found)));
        json.object("properties", () -> {
            json.texts("tags", List.of(found.layer()));
            json.texts("aliases", found.aliases());
            json.texts("references", found.references());
        });
    }

    private void invocation(Report run) throws IOException {
        json.bool("executionSuccessful", !run.verdict().equals("undecidable"));
        var notices = new ArrayList<String>();
        notices.add(run.headline());
        SiteLines.accepted(run).forEach(line -> notices.add("accepted: " + line));
        SiteLines.tuned(run).forEach(line -> notices.add("tuned: " + line));
        notices.addAll(run.notes());
        for (PackNotLoaded pack : run.tool().packsNotLoaded()) {
            notices.add("pack " + pack.name() + " was not loaded: " + pack.reason());
        }
        json.objects("toolExecutionNotifications", notices, notice -> {
            json.text("level", "note");
            message("message", notice);
        });
    }

    private void result(Diagnosis found) throws IOException {
        json.text("ruleId", found.id());
        json.number("ruleIndex", List.copyOf(rules.keySet()).indexOf(found.id()));
        json.text("level", level(found));
        message("message", found.summary().isEmpty() ? found.title() : found.summary());
        List<Proof> places = found.evidence().stream()
                .filter(evidence -> evidence.decibans() >= 0)
                .map(Evidence::facts)
                .flatMap(List::stream)
                .filter(proof -> !proof.file().isEmpty())
                .distinct()
                .limit(MAX_LOCATIONS)
                .toList();
        json.objects("locations", List.of(found), any -> {
            if (!places.isEmpty()) {
                physical(places.get(0));
            }
            json.objects("logicalLocations", List.of(found.subject()), this::logical);
        });
        json.objects("relatedLocations", places.subList(Math.min(1, places.size()), places.size()), place -> {
            physical(place);
            message("message", place.type() + " of " + place.key());
        });
        json.object("partialFingerprints", () -> {
            Subject subject = found.subject();
            json.text("subject/v1", found.id() + " " + subject.cluster() + " " + subject);
        });
        json.number("rank", 100 * found.certainty());
        json.object("properties", () -> {
            json.text("severity", found.severity());
            json.number("certainty", found.certainty());
            json.text("kind", found.kind());
            json.number("position", found.rank());
            json.text("ref", found.ref());
            json.textOrNull("explainedBy", found.explainedBy());
        });
    }

    private void physical(Proof place) throws IOException {
        json.object("physicalLocation", () -> {
            json.object("artifactLocation", () -> json.text("uri", uri(place.file())));
            if (place.line() > 0) {
                json.object("region", () -> json.number("startLine", place.line()));
            } else if (!place.pointer().isEmpty()) {
                json.object(
                        "properties",
                        () -> json.text("place", new Origin(place.file(), 0, place.pointer()).toString()));
            }
        });
    }

    private void logical(Subject subject) throws IOException {
        json.text("name", subject.name());
        json.text("fullyQualifiedName", subject.cluster() + "/" + subject.kind() + "/" + subject.path());
        json.text("kind", "resource");
    }

    private void message(String name, String text) throws IOException {
        json.object(name, () -> json.text("text", Terminal.clean(text)));
    }

    private static String level(Diagnosis found) {
        return switch (found.severity()) {
            case "critical", "high" -> "error";
            case "medium" -> "warning";
            default -> "note";
        };
    }

    /** A relative reference (RFC 3986): what is neither unreserved nor a slash is percent-encoded, so no file name is a scheme. */
    private static String uri(String path) {
        var uri = new StringBuilder();
        for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
            if (plain) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", unit & 0xFF));
            }
        }
        return uri.toString();
    }
}
