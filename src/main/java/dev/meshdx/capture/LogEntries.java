package dev.meshdx.capture;

import java.util.Optional;

/** Puts the lines of one log together to entries: a text that goes on over several lines is one entry. */
final class LogEntries {

    /** Lines that continue one entry. */
    private static final int CONTINUATIONS = 60;

    /** Characters of an entry that are looked at. */
    private static final int ENTRY_LENGTH = 32 * 1024;

    private final LogSection section;
    private final StringBuilder text = new StringBuilder();
    private int line;
    private int continuations;
    private long micros = LogTime.NONE;
    private long lastMicros = LogTime.NONE;
    private Optional<AccessLine> request = Optional.empty();
    private boolean open;

    LogEntries(LogSection section) {
        this.section = section;
    }

    LogSection section() {
        return section;
    }

    void add(String content, int number) {
        if (content.startsWith("{")) {
            addJson(content, number);
            return;
        }
        long time = LogReader.timeOf(content);
        boolean starts = time != LogTime.NONE || LogSource.isLinkerdProxyLine(content) || content.startsWith("time=");
        if (!starts && open && continues(content)) {
            append(content);
            return;
        }
        flush();
        if (content.isEmpty()) {
            return;
        }
        begin(content, number, time);
        request = starts ? AccessLogParser.text(content) : Optional.empty();
        request.ifPresent(access -> micros = access.micros());
    }

    /** Lines without a beginning of their own continue structured logs; in other logs only indented ones do. */
    private boolean continues(String content) {
        if (continuations >= CONTINUATIONS || request.isPresent()) {
            return false;
        }
        boolean indented = content.isEmpty() || content.charAt(0) == ' ' || content.charAt(0) == '\t';
        return indented || micros != LogTime.NONE && section.source().isPresent();
    }

    private void addJson(String content, int number) {
        flush();
        JsonLogLine json = JsonLogLine.of(content);
        Optional<AccessLine> access = AccessLogParser.json(json.fields());
        long time = json.micros();
        begin(json.fields().isEmpty() || access.isPresent() ? content : json.text(), number, time);
        request = access;
        flush();
    }

    private void begin(String content, int number, long time) {
        text.append(content, 0, Math.min(content.length(), ENTRY_LENGTH));
        line = number;
        micros = time;
        open = true;
    }

    private void append(String content) {
        continuations++;
        int room = ENTRY_LENGTH - text.length() - 1;
        if (room > 0) {
            text.append('\n').append(content, 0, Math.min(room, content.length()));
        }
    }

    private void flush() {
        if (!open) {
            return;
        }
        lastMicros = micros == LogTime.NONE ? lastMicros : micros;
        section.add(text.toString(), line, micros == LogTime.NONE ? lastMicros : micros, request);
        text.setLength(0);
        continuations = 0;
        micros = LogTime.NONE;
        request = Optional.empty();
        open = false;
    }

    /** Ends the log. */
    void finish() {
        flush();
        section.finish();
    }
}
