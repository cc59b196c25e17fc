package dev.meshdx.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code kubectl cluster-info dump} in one stream, as it comes without a folder to write to: lists, and logs between marks. Both
 * parts go to the readers that know them, each with empty lines in the places of the other, so that line numbers stay.
 */
final class ClusterInfoStreamReader implements FileReader {

    /** Bytes of either part that are read. */
    private static final int PART_BYTES = 128 << 20;

    private static final String START = "==== START logs for container ";
    private static final String END = "==== END logs for container ";

    private final KubernetesReader objects = new KubernetesReader();
    private final LogReader logs = new LogReader();

    @Override
    public String format() {
        return "cluster-info dump or node list";
    }

    /** The stream begins with the nodes, and its first log comes long after the head. */
    @Override
    public boolean recognises(Head head) {
        if (head.beginsLikeALog()) {
            return false;
        }
        boolean both = head.contains("\n" + START) || head.contains("\"kind\": \"NodeList\"") && head.isJson();
        return both && objects.recognises(head);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Part objectPart = new Part();
        Part logPart = new Part();
        boolean inLog = false;
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                inLog |= line.startsWith(START);
                (inLog ? logPart : objectPart).add(line);
                (inLog ? objectPart : logPart).add("");
                inLog &= !line.startsWith(END);
            }
        }
        String reason = objects.read(objectPart.file(file), evidence);
        if (logPart.filled) {
            String of = logs.read(logPart.file(file), evidence);
            reason = reason.isEmpty() || of.isEmpty() ? reason + of : reason + "; " + of;
        }
        boolean cut = objectPart.full || logPart.full;
        return cut
                ? "only the first " + PART_BYTES + " bytes (limit ClusterInfoStreamReader.PART_BYTES); " + reason
                : reason;
    }

    /** The lines of one part. */
    private static final class Part {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean filled;
        private boolean full;

        void add(String line) {
            full |= bytes.size() > PART_BYTES;
            if (!full) {
                bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
                bytes.write('\n');
                filled |= !line.isEmpty();
            }
        }

        CaptureFile file(CaptureFile whole) {
            byte[] content = bytes.toByteArray();
            String text = new String(content, 0, Math.min(content.length, Head.LIMIT), StandardCharsets.UTF_8);
            return new PartOfFile(whole.path(), new Head(whole.path(), text), new ByteArrayInputStream(content));
        }
    }

    private record PartOfFile(String path, Head head, InputStream open) implements CaptureFile {}
}
