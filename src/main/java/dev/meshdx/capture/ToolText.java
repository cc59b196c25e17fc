package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Output of a command-line tool: small, and sometimes with the tool's own log lines in front. */
final class ToolText {

    /** Largest output that is read: proxy-status of some 40,000 proxies. */
    static final int BYTES = 64 << 20;

    private static final Pattern LOG_LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+\\s+(?:debug|info|warn|warning|error|fatal)\\b.*");

    private ToolText() {}

    /** The whole output as text, at most {@link #BYTES} bytes of it. */
    static String read(CaptureFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new String(in.readNBytes(BYTES), StandardCharsets.UTF_8);
        }
    }

    /** What to report of an output as long as the limit; empty for a shorter one. */
    static String cut(String text) {
        return text.length() < BYTES ? "" : "what follows the first " + BYTES + " bytes (limit ToolText.BYTES)";
    }

    /** Whether a line is istioctl's own log. */
    static boolean isLog(String line) {
        return LOG_LINE.matcher(line).matches();
    }

    /** The text from its first line that is not a log line of the tool. */
    static String withoutLog(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (!line.isBlank() && !isLog(line.stripTrailing())) {
                return text.substring(start);
            }
            start = end < 0 ? text.length() : end + 1;
        }
        return "";
    }
}
