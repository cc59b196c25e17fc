package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder beside the output in which a capture grows. Files get their name when they are whole, and a journal has one line per
 * piece of work, so that a run that was cut off can go on.
 */
final class Staging {

    private static final String JOURNAL = "journal.jsonl";

    private final Path folder;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    private Staging(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder.
     *
     * @param resume keep what an earlier run left
     * @throws CollectException when it can't be written
     */
    static Staging open(Path folder, boolean resume) {
        Staging staging = new Staging(folder);
        try {
            if (Files.exists(folder) && !staging.isOurs()) {
                throw new CollectException(folder
                        + " exists and is no capture in the making. Move it away, or give another path with -o.");
            }
            if (resume) {
                staging.load();
            } else {
                staging.delete();
            }
            Files.createDirectories(staging.content());
        } catch (IOException e) {
            throw new CollectException(
                    "cannot write " + folder + ": " + e.getMessage() + "\nGive a path that can be written with -o.");
        }
        return staging;
    }

    /** For runs that write nothing. */
    static Staging none() {
        return new Staging(Path.of(""));
    }

    /** Folder of what goes into the capture. */
    Path content() {
        return folder.resolve("capture");
    }

    private boolean isOurs() {
        return Files.isDirectory(content()) || Files.exists(folder.resolve(JOURNAL));
    }

    /** Whether an earlier run did this. */
    synchronized boolean has(String task) {
        Outcome earlier = outcomes.get(task);
        return earlier != null && earlier.done();
    }

    synchronized Collection<Outcome> outcomes() {
        return List.copyOf(outcomes.values());
    }

    /** Writes a file; it exists when it is whole and not before. */
    void write(String path, Content content) throws IOException {
        Path file = content().resolve(path);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.createDirectories(file.getParent());
        try {
            content.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes the content of a file. */
    interface Content {
        void write(Path file) throws IOException;
    }

    /** Notes what a piece of work left. */
    synchronized void add(Outcome outcome) throws FullDiskException {
        outcomes.put(outcome.task(), outcome);
        try {
            Files.writeString(
                    folder.resolve(JOURNAL),
                    toJson(outcome) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new FullDiskException(folder.resolve(JOURNAL).toString(), e);
        }
    }

    /** Removes the folder with all that is in it. */
    void delete() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (var walk = Files.walk(folder)) {
            paths = new ArrayList<>(walk.toList());
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
    }

    /** A stream to a file whose errors say that the disk is at fault and not the cluster. */
    static OutputStream toDisk(Path file, OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw new FullDiskException(file.toString(), e);
                }
            }
        };
    }

    private void load() throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.exists(journal)) {
            return;
        }
        for (String line : Files.readAllLines(journal)) {
            try {
                Outcome outcome = fromJson(ApiServer.JSON.readTree(line));
                outcomes.put(outcome.task(), outcome);
            } catch (JsonProcessingException e) {
                return; // the last line of a run that was killed
            }
        }
    }

    private static ObjectNode toJson(Outcome outcome) {
        ObjectNode node = ApiServer.JSON.createObjectNode().put("task", outcome.task());
        ObjectNode files = node.putObject("files");
        outcome.files().forEach((path, taken) -> files.put(path, taken.toString()));
        ArrayNode coverage = node.putArray("coverage");
        outcome.coverage().forEach(covered -> coverage.add(toJson(covered)));
        ObjectNode problems = node.putObject("problems");
        outcome.problems().forEach(problems::put);
        ObjectNode redacted = node.putObject("redacted");
        outcome.redacted().forEach(redacted::put);
        return node;
    }

    /** As it stands in the journal and in the manifest. */
    static ObjectNode toJson(Covered covered) {
        return ApiServer.JSON
                .createObjectNode()
                .put("kind", covered.kind())
                .put("group", covered.group())
                .put("namespace", covered.namespace())
                .put("state", covered.state())
                .put("count", covered.count())
                .put("reason", covered.reason());
    }

    private static Outcome fromJson(JsonNode node) {
        Outcome outcome = new Outcome(node.path("task").asText());
        node.path("files")
                .properties()
                .forEach(file -> outcome.files()
                        .put(file.getKey(), Instant.parse(file.getValue().asText())));
        node.path("coverage")
                .forEach(covered -> outcome.coverage()
                        .add(new Covered(
                                covered.path("kind").asText(),
                                covered.path("group").asText(),
                                covered.path("namespace").asText(),
                                covered.path("state").asText(),
                                covered.path("count").asInt(),
                                covered.path("reason").asText())));
        node.path("problems")
                .properties()
                .forEach(problem -> outcome.problems()
                        .put(problem.getKey(), problem.getValue().asText()));
        node.path("redacted")
                .properties()
                .forEach(count ->
                        outcome.redacted().put(count.getKey(), count.getValue().asLong()));
        return outcome;
    }
}
