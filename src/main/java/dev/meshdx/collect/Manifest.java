package dev.meshdx.collect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code meshdx-capture.json}: when and of what the capture was taken, what it lacks and why, and a checksum per file. */
final class Manifest {

    static final String FILE = "meshdx-capture.json";
    static final String SCHEMA = "meshdx.capture/v1";

    private final Staging staging;

    Manifest(Staging staging) {
        this.staging = staging;
    }

    /**
     * What holds of the whole capture.
     *
     * @param cluster its name in the kubeconfig
     * @param serverVersion version of the API server
     * @param tool version of meshdx
     * @param started when it began, by the clock of the API server
     * @param ended when its last part was taken
     * @param namespaces namespaces that it is of, empty for all
     * @param unfinished why the run ended early, empty when it did not
     * @param mesh versions of control planes and proxies by image
     */
    record Head(
            String cluster,
            String serverVersion,
            String tool,
            Instant started,
            Instant ended,
            List<String> namespaces,
            String unfinished,
            Map<String, String> mesh) {}

    /** Writes it into the folder of the capture. */
    void write(Head head) throws IOException {
        ObjectNode root = ApiServer.JSON
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("tool", "meshdx " + head.tool)
                .put("startedAt", head.started.toString())
                .put("capturedAt", head.ended.toString())
                .put("complete", head.unfinished.isEmpty())
                .put("unfinished", head.unfinished);
        root.putObject("cluster").put("name", head.cluster).put("version", head.serverVersion);
        ArrayNode namespaces = root.putArray("namespaces");
        head.namespaces.forEach(namespaces::add);
        ObjectNode mesh = root.putObject("mesh");
        head.mesh.forEach(mesh::put);
        addOutcomes(root);
        Path file = staging.content().resolve(FILE);
        try {
            Files.writeString(
                    file, ApiServer.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException e) {
            throw new FullDiskException(file.toString(), e);
        }
    }

    private void addOutcomes(ObjectNode root) throws IOException {
        Map<String, Instant> files = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        Map<String, Long> redacted = new TreeMap<>();
        Map<String, Covered> coverage = new TreeMap<>();
        for (Outcome outcome : staging.outcomes()) {
            files.putAll(outcome.files());
            problems.putAll(outcome.problems());
            outcome.redacted().forEach((sort, count) -> redacted.merge(sort, count, Long::sum));
            outcome.coverage()
                    .forEach(covered ->
                            coverage.put(covered.kind() + " " + covered.group() + " " + covered.namespace(), covered));
        }
        ArrayNode covered = root.putArray("coverage");
        coverage.values().forEach(each -> covered.add(Staging.toJson(each)));
        ObjectNode missing = root.putObject("problems");
        problems.forEach(missing::put);
        ObjectNode counts = root.putObject("redacted");
        redacted.forEach(counts::put);
        ArrayNode list = root.putArray("files");
        for (Map.Entry<String, Instant> file : files.entrySet()) {
            Path path = staging.content().resolve(file.getKey());
            if (Files.exists(path)) {
                list.addObject()
                        .put("path", file.getKey())
                        .put("takenAt", file.getValue().toString())
                        .put("bytes", Files.size(path))
                        .put("sha256", sha256(path));
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
