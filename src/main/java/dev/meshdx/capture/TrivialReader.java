package dev.meshdx.capture;

import java.util.List;
import java.util.regex.Pattern;

/** Files that are known to hold nothing for a diagnosis: empty JSON answers, and what version commands print. */
final class TrivialReader implements FileReader {

    private static final List<String> EMPTY = List.of("[]", "{}", "null");
    private static final Pattern VERSION = Pattern.compile(
            "(?i)^(client version|server version|control plane version|data plane version|kustomize version|"
                    + "clientVersion|serverVersion)\\b.*");
    private static final int VERSION_BYTES = 4096;

    @Override
    public String format() {
        return "empty answer or version";
    }

    @Override
    public boolean recognises(Head head) {
        String text = head.text().strip();
        return EMPTY.contains(text)
                || (text.length() < VERSION_BYTES
                        && !text.isEmpty()
                        && VERSION.matcher(text.lines().findFirst().orElse("")).matches());
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) {
        return "not needed: it holds nothing that a rule reads";
    }
}
