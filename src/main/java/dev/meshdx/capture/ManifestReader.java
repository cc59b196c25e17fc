package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifest of {@code meshdx collect}: when the capture was taken, when each file, and of which kinds it holds everything. What
 * it says of a kind counts before what the lists look like, so a kind that was forbidden is not captured, and one of which
 * there is none is.
 */
final class ManifestReader implements FileReader {

    private static final String SCHEMA = "meshdx.capture/";
    private static final int REASONS = 5;

    @Override
    public String format() {
        return "meshdx manifest";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJson() && head.contains("\"" + SCHEMA) && head.contains("\"capturedAt\"");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        JsonNode root;
        try (InputStream in = file.open()) {
            root = JsonBinding.MAPPER.readTree(in);
        }
        Instant captured = Quantities.time(root.path("capturedAt").asText());
        CaptureClock.observeManifest(captured, evidence);
        String folder = CapturePath.folder(file.path());
        for (JsonNode taken : root.path("files")) {
            String path = folder.isEmpty()
                    ? taken.path("path").asText()
                    : folder + "/" + taken.path("path").asText();
            evidence.add(
                    new TakenFile(path, Quantities.time(taken.path("takenAt").asText())));
        }
        List<String> reasons = new ArrayList<>();
        for (JsonNode covered : root.path("coverage")) {
            KindStatement statement = new KindStatement(
                    file.path(),
                    covered.path("kind").asText(),
                    covered.path("namespace").asText(),
                    covered.path("state").asText(),
                    covered.path("reason").asText(),
                    captured);
            evidence.add(statement);
            if (!statement.complete()) {
                reasons.add(statement.kind() + ": " + statement.reason());
            }
        }
        root.path("problems")
                .properties()
                .forEach(problem ->
                        reasons.add(problem.getKey() + ": " + problem.getValue().asText()));
        return summary(root.path("unfinished").asText(), reasons);
    }

    private static String summary(String unfinished, List<String> reasons) {
        if (unfinished.isEmpty() && reasons.isEmpty()) {
            return "";
        }
        String listed = String.join("; ", reasons.subList(0, Math.min(REASONS, reasons.size())));
        String more = reasons.size() > REASONS ? "; and " + (reasons.size() - REASONS) + " more" : "";
        String early = unfinished.isEmpty() ? "" : "the collection was not finished, " + unfinished;
        return early
                + (early.isEmpty() || reasons.isEmpty() ? "" : "; ")
                + (reasons.isEmpty() ? "" : "not captured: " + listed + more);
    }
}
