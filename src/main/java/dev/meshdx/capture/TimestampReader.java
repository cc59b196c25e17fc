package dev.meshdx.capture;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file timestamp of a must-gather: its beginning and its end, as Go prints a time. */
final class TimestampReader implements FileReader {

    private static final int LINES = 3;
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [+-]\\d{4}) [A-Z]\\S*(?: m=\\S+)?");
    private static final DateTimeFormatter GO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" xx")
            .toFormatter(java.util.Locale.ROOT);

    @Override
    public String format() {
        return "must-gather timestamp";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> lines =
                head.lines(LINES).stream().filter(line -> !line.isBlank()).toList();
        return !lines.isEmpty()
                && lines.size() < LINES
                && lines.stream().allMatch(line -> TIME.matcher(line).matches());
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        for (String line : file.head().lines(LINES)) {
            Matcher time = TIME.matcher(line);
            if (time.matches()) {
                try {
                    Instant moment = OffsetDateTime.parse(time.group(1), GO).toInstant();
                    evidence.observedAt(moment, "timestamp of the capture");
                } catch (DateTimeException e) {
                    return "not a time: " + time.group(1);
                }
            }
        }
        return "";
    }
}
