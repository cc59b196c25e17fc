package dev.meshdx.report;

import dev.meshdx.diagnosis.Picture;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Capture;
import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Mesh;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.NextStep;
import dev.meshdx.diagnosis.Report.Pack;
import dev.meshdx.diagnosis.Report.PackNotLoaded;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.diagnosis.Report.Suppressed;
import dev.meshdx.diagnosis.Report.Tuned;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.FileShare;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.util.List;

/** The report as JSON of schema {@link Report#SCHEMA}. The schema only grows: fields are added, never renamed or removed. */
final class JsonReport {

    private final Json json;

    private JsonReport(Json json) {
        this.json = json;
    }

    static void write(Report report, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            new JsonReport(json).report(report);
        }
        out.append('\n');
    }

    private void report(Report report) throws IOException {
        json.object(() -> {
            json.text("schema", Report.SCHEMA);
            json.object("tool", () -> {
                json.text("version", report.tool().version());
                json.objects("packs", report.tool().packs(), this::pack);
                json.objects("packsNotLoaded", report.tool().packsNotLoaded(), this::packNotLoaded);
            });
            json.object("capture", () -> capture(report.capture()));
            json.text("headline", report.headline());
            json.text("verdict", report.verdict());
            json.objects("diagnoses", report.diagnoses(), this::diagnosis);
            json.objects("undecided", report.undecided(), this::undecided);
            json.texts("ruledOut", report.ruledOut());
            json.objects("next", report.next(), this::next);
            json.objects("criteria", report.criteria(), criterion -> CriteriaPage.json(json, criterion));
            json.objects("suppressed", report.site().suppressed(), this::suppressed);
            json.textOrNull("site", report.site().file());
            json.objects("tuned", report.site().tuned(), this::tuned);
            json.texts("notes", report.notes());
            if (!report.picture().equals(Picture.NONE)) {
                new JsonPicture(json).write(report.picture());
            }
        });
    }

    private void suppressed(Suppressed finding) throws IOException {
        json.text("id", finding.id());
        json.text("title", finding.title());
        json.text("severity", finding.severity());
        json.number("certainty", finding.certainty());
        json.object("subject", () -> subject(json, finding.subject()));
        json.text("reason", finding.reason());
        json.text("until", finding.until().toString());
    }

    private void tuned(Tuned tuned) throws IOException {
        json.text("what", tuned.what());
        json.text("id", tuned.id());
        json.text("value", tuned.value());
        json.text("standard", tuned.standard());
    }

    private void pack(Pack pack) throws IOException {
        json.text("name", pack.name());
        json.text("version", pack.version());
        json.text("sha256", pack.sha256());
    }

    private void packNotLoaded(PackNotLoaded pack) throws IOException {
        json.text("name", pack.name());
        json.text("version", pack.version());
        json.text("source", pack.source());
        json.text("reason", pack.reason());
        json.number("failureModes", pack.failureModes());
    }

    private void capture(Capture capture) throws IOException {
        json.texts("sources", capture.sources());
        json.texts("formats", capture.formats());
        json.texts("clusters", capture.clusters());
        json.object("time", () -> {
            json.textOrNull(
                    "value",
                    capture.timeFrom().equals("unknown") ? "" : capture.time().toString());
            json.text("from", capture.timeFrom());
        });
        json.objects("meshes", capture.meshes(), this::mesh);
        json.objects("coverage", capture.coverage(), each -> coverage(json, each));
        json.objects("files", FileShare.of(capture.files()), share -> {
            json.text("state", share.state());
            json.number("files", share.files());
            json.number("percent", share.percent());
        });
        json.objects("unreadable", files(capture, "unreadable"), this::file);
        json.object("skipped", () -> {
            json.texts(
                    "unrecognised",
                    files(capture, "unrecognised").stream()
                            .map(CapturedFile::path)
                            .toList());
            json.number("notNeeded", files(capture, "not-needed").size());
            json.objects("partlyRead", files(capture, "partly-read"), this::file);
        });
    }

    private static List<CapturedFile> files(Capture capture, String state) {
        return capture.files().stream()
                .filter(file -> file.state().equals(state))
                .toList();
    }

    private void file(CapturedFile file) throws IOException {
        json.text("file", file.path());
        json.text("reason", file.reason());
    }

    private void mesh(Mesh mesh) throws IOException {
        json.text("cluster", mesh.cluster());
        json.text("kind", mesh.kind());
        json.text("version", mesh.version());
        json.text("revision", mesh.revision());
        json.text("namespace", mesh.namespace());
    }

    static void coverage(Json json, Coverage coverage) throws IOException {
        json.text("kind", coverage.kind());
        json.text("cluster", coverage.cluster());
        if (!coverage.namespace().isEmpty()) {
            json.text("namespace", coverage.namespace());
        }
        json.text("state", coverage.state());
        json.number("count", coverage.count());
    }

    private void diagnosis(Diagnosis found) throws IOException {
        json.text("ref", found.ref());
        json.number("rank", found.rank());
        json.text("id", found.id());
        json.text("title", found.title());
        json.text("outcome", "found");
        json.text("severity", found.severity());
        json.number("certainty", found.certainty());
        json.text("band", found.band());
        json.number("score", found.score());
        json.object("factors", () -> {
            for (var factor : found.factors().entrySet()) {
                json.number(factor.getKey(), factor.getValue());
            }
        });
        json.text("kind", found.kind());
        json.text("mesh", found.mesh());
        json.text("layer", found.layer());
        json.object("subject", () -> subject(json, found.subject()));
        json.texts("aliases", found.aliases());
        json.object("reach", () -> {
            json.number("namespaces", found.reach().namespaces());
            json.number("workloads", found.reach().workloads());
            json.number("proxies", found.reach().proxies());
        });
        json.texts("explains", found.explains());
        json.textOrNull("explainedBy", found.explainedBy());
        json.text("summary", found.summary());
        json.text("why", found.why());
        json.objects("evidence", found.evidence(), this::evidence);
        json.object("commands", () -> {
            json.objects("confirm", found.confirm(), this::command);
            json.objects("fix", found.fix(), this::command);
            json.objects("verify", found.verify(), this::command);
        });
        json.object("time", () -> {
            json.text("identify", found.identifyTime());
            json.text("fix", found.fixTime());
            json.text("source", found.timeSource());
        });
        json.texts("expertise", found.expertise());
        json.texts("falsePositives", found.falsePositives());
        json.texts("references", found.references());
    }

    static void subject(Json json, Subject subject) throws IOException {
        json.text("cluster", subject.cluster());
        json.text("namespace", subject.namespace());
        json.text("kind", subject.kind());
        json.text("name", subject.name());
    }

    private void evidence(Evidence evidence) throws IOException {
        json.text("rule", evidence.rule());
        json.text("statement", evidence.statement());
        json.text("weight", evidence.weight());
        json.number("decibans", evidence.decibans());
        json.objects("facts", evidence.facts(), this::proof);
        json.number("moreFacts", evidence.moreFacts());
    }

    private void proof(Proof proof) throws IOException {
        json.text("type", proof.type());
        json.text("key", proof.key());
        origin(json, proof.file(), proof.line(), proof.pointer());
    }

    static void origin(Json json, String file, int line, String pointer) throws IOException {
        if (file.isEmpty()) {
            json.textOrNull("origin", "");
            return;
        }
        json.object("origin", () -> {
            json.text("file", file);
            if (line > 0) {
                json.number("line", line);
            } else if (!pointer.isEmpty()) {
                json.text("pointer", pointer);
            }
        });
    }

    private void command(Command command) throws IOException {
        json.text("run", command.run());
        json.text("effect", command.effect());
        json.text("purpose", command.purpose());
    }

    private void undecided(Undecided mode) throws IOException {
        json.text("id", mode.id());
        json.text("title", mode.title());
        json.text("severity", mode.severity());
        json.number("certainty", mode.certainty());
        json.objects("missing", mode.missing(), this::missing);
    }

    private void missing(Missing missing) throws IOException {
        json.text("kind", missing.kind());
        json.text("command", missing.command());
    }

    private void next(NextStep step) throws IOException {
        json.text("run", step.run());
        json.text("kind", step.kind());
        json.texts("decides", step.decides());
        json.number("value", step.value());
    }
}
