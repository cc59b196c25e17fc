package dev.meshdx.authoring;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short notation for the text of capture files: {@code {word}} stands for a text that was given a name, a line that begins with
 * {@code 30x } for thirty lines, {@code {i}} in it for the number of the line and {@code {t}} for its time, a second after the
 * other.
 */
final class CaptureText {

    private static final Instant START = Instant.parse("2026-11-23T18:00:00Z");
    private static final Pattern REPEATED = Pattern.compile("(\\d+)x (.*)");
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]\\w*)}");

    private final Map<String, String> words;

    CaptureText(Map<String, String> words) {
        this.words = words;
    }

    /** The same with more words. */
    CaptureText with(Map<String, Object> more) {
        Map<String, String> all = new LinkedHashMap<>(words);
        more.forEach((name, text) -> all.put(name, String.valueOf(text)));
        return new CaptureText(all);
    }

    /** The text with its words put in; what is no word stays. */
    String words(String text) {
        String result = text;
        for (int depth = 0; depth < 3; depth++) {
            result = WORD.matcher(result)
                    .replaceAll(match -> Matcher.quoteReplacement(words.getOrDefault(match.group(1), match.group())));
        }
        return result;
    }

    /** The whole content of a file. */
    String lines(String content) {
        StringBuilder out = new StringBuilder();
        int second = 0;
        for (String line : words(content).stripTrailing().split("\n", -1)) {
            Matcher repeated = REPEATED.matcher(line);
            int times = repeated.matches() ? Integer.parseInt(repeated.group(1)) : 1;
            String one = repeated.matches() ? repeated.group(2) : line;
            for (int i = 0; i < times; i++) {
                String time = START.plusSeconds(second).toString().replace("Z", ".120Z");
                out.append(one.replace("{i}", String.valueOf(i)).replace("{t}", time))
                        .append('\n');
                second += one.contains("{t}") ? 1 : 0;
            }
        }
        return out.toString();
    }
}
