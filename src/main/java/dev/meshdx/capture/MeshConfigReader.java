package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a bare mesh configuration in YAML: the text of the key mesh of ConfigMap istio, saved on its own. */
final class MeshConfigReader implements FileReader {

    private static final int KEYS_THAT_TELL = 2;

    @Override
    public String format() {
        return "istio mesh configuration";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.beginsLikeALog()) {
            return false;
        }
        List<String> keys = head.text()
                .lines()
                .filter(line -> !line.isEmpty() && Character.isLetter(line.charAt(0)))
                .map(line -> line.contains(":") ? line.substring(0, line.indexOf(':')) : line)
                .toList();
        long known = keys.stream().filter(MeshConfigFacts::isField).count();
        return known >= KEYS_THAT_TELL && known * 2 > keys.size();
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try (InputStream in = file.open()) {
            byte[] bytes = in.readNBytes(CaptureLimits.LINE_BYTES);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int lines = text.lastIndexOf('\n') + 1;
            evidence.add(new MeshConfigText(file.path(), text.substring(0, lines)));
            if (bytes.length >= CaptureLimits.LINE_BYTES) {
                return "only the first " + bytes.length + " bytes were read";
            }
            return lines == text.length() ? "" : LineReader.NO_LINE_END;
        }
    }
}
