package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.io.InputStream;

/**
 * Output of {@code linkerd check -o json}: one JSON document of the core and one per extension, one after the other. A check
 * that failed fatally ends the run, so checks that are missing are unknown, not passed.
 */
final class LinkerdCheckJsonReader implements FileReader {

    /** Name of the tool in its findings, and of the kind of evidence that its output is. */
    static final String LINKERD_CHECK = "linkerd-check";

    @Override
    public String format() {
        return "linkerd check json";
    }

    @Override
    public boolean recognises(Head head) {
        return head.firstCharacter() == '{'
                && head.contains("\"categories\"")
                && (head.contains("\"categoryName\"") || head.contains("\"success\""));
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int documents = 0;
        int checks = 0;
        boolean failed = false;
        String reason = "";
        try (InputStream in = file.open();
                MappingIterator<JsonNode> values =
                        JsonBinding.MAPPER.readerFor(JsonNode.class).readValues(in)) {
            while (values.hasNextValue()) {
                JsonNode document = values.nextValue();
                checks += readDocument(file.path(), document, documents++, evidence);
                failed |= !document.path("success").asBoolean(true);
            }
        } catch (JsonProcessingException e) {
            reason =
                    "ends with text that is not JSON in line " + e.getLocation().getLineNr();
        }
        evidence.covers(file.path(), LINKERD_CHECK, checks, !failed && reason.isEmpty());
        return reason;
    }

    private static int readDocument(String path, JsonNode document, int number, Evidence evidence) {
        int count = 0;
        JsonNode categories = document.path("categories");
        for (int c = 0; c < categories.size(); c++) {
            JsonNode checks = categories.get(c).path("checks");
            String category = categories.get(c).path("categoryName").asText();
            for (int i = 0; i < checks.size() && count < RawCheck.LIMIT; i++) {
                JsonNode check = checks.get(i);
                String pointer = (number == 0 ? "" : "/" + number) + "/categories/" + c + "/checks/" + i;
                evidence.add(new RawCheck(
                        Origin.pointer(path, pointer),
                        LINKERD_CHECK,
                        category,
                        check.path("description")
                                .asText()
                                .lines()
                                .findFirst()
                                .orElse("")
                                .strip(),
                        level(check.path("result").asText()),
                        message(check)));
                count++;
            }
        }
        return count;
    }

    private static String level(String result) {
        return result.equals("error") || result.equals("warning") ? result : "info";
    }

    private static String message(JsonNode check) {
        return check.path("error")
                .asText("")
                .replaceAll("\\s*[\\r\\n]+\\s*", "; ")
                .strip();
    }
}
