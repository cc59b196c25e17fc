package dev.meshdx.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The findings of an earlier report in JSON, the file of {@code diagnose --baseline}. */
final class KnownFindings {

    private final Path file;
    private final Set<String> known = new TreeSet<>();

    private KnownFindings(Path file) {
        this.file = file;
    }

    /**
     * Reads a report.
     *
     * @throws UsageException when the file is no report of {@code -o json}
     */
    static KnownFindings read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--baseline: there is no file " + file);
        }
        KnownFindings findings = new KnownFindings(file);
        JsonNode report;
        try {
            report = new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UsageException("--baseline: " + file + " is no JSON: " + e.getOriginalMessage());
        }
        if (!report.path("schema").asText().equals(Report.SCHEMA)) {
            throw new UsageException("--baseline: " + file + " is no report of meshdx; write one with -o json");
        }
        for (JsonNode each : report.path("diagnoses")) {
            JsonNode subject = each.path("subject");
            findings.known.add(key(
                    each.path("id").asText(),
                    Subject.of(
                            subject.path("cluster").asText(),
                            subject.path("namespace").asText(),
                            subject.path("kind").asText(),
                            subject.path("name").asText())));
        }
        return findings;
    }

    /** Whether the earlier report has the same failure mode for the same subject. */
    boolean has(Diagnosis diagnosis) {
        return known.contains(key(diagnosis.id(), diagnosis.subject()));
    }

    /** What became of them: a sentence for the notes of the report. */
    String comparison(Report report) {
        Set<String> gone = new TreeSet<>(known);
        report.diagnoses().forEach(each -> gone.remove(key(each.id(), each.subject())));
        report.site().suppressed().forEach(each -> gone.remove(key(each.id(), each.subject())));
        List<Diagnosis> fresh =
                report.diagnoses().stream().filter(each -> !has(each)).toList();
        StringBuilder text = new StringBuilder("against " + file + ": " + fresh.size() + " new, "
                + (report.diagnoses().size() - fresh.size()) + " still there, " + gone.size() + " not found any more");
        fresh.forEach(each -> text.append("; new: ").append(key(each.id(), each.subject())));
        gone.forEach(each -> text.append("; not found: ").append(each));
        return text.toString();
    }

    private static String key(String id, Subject subject) {
        return id + " " + subject + (subject.cluster().isEmpty() ? "" : " in " + subject.cluster());
    }
}
