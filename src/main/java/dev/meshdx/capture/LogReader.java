package dev.meshdx.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text logs of any process: one log per file, or several with separators or prefixes between them. Comes last. */
final class LogReader implements FileReader {

    /** Logs of containers in one file. */
    static final int SECTIONS = 5_000;

    private static final int LINES_TO_RECOGNISE = 60;
    private static final Pattern BLOCK =
            Pattern.compile("==== (START|END) logs for container (\\S+) of pod (?:(\\S+)/)?(\\S+) ====");
    private static final Pattern PREFIX = Pattern.compile("\\[pod/([^/\\]\\s]+)/([^\\]\\s]+)\\] ?");
    private static final Pattern NOT_A_LOG =
            Pattern.compile("(?i)^(error from server|error: |unable to |the server |no resources)");
    /** Go's klog and syslog. */
    private static final Pattern KLOG =
            Pattern.compile("(?:[IWEF]\\d{4}|[A-Z][a-z]{2} [ \\d]\\d) \\d\\d:\\d\\d:\\d\\d.*");

    /** Many applications print plain lines, which only the place where they lie tells from any other text. */
    private static final Pattern LOG_PATH = Pattern.compile("(?i)[^/]\\.log$|(?:^|/)logs/|(?:^|/)logs\\.txt$");

    private static final Pattern LEVEL = Pattern.compile(
            "(?!---)^\\W{0,3}(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|PANIC)\\W.*|(?!---).*[ \\[](INFO|WARN|ERROR|FATAL)[ \\]:].*");

    @Override
    public String format() {
        return "log";
    }

    @Override
    public boolean recognises(Head head) {
        if (head.text().indexOf('\0') >= 0) {
            return false;
        }
        List<String> lines = head.lines(LINES_TO_RECOGNISE);
        long entries = lines.stream().filter(LogReader::isLogLine).count();
        boolean beginsAsLog =
                lines.stream().filter(line -> !line.isBlank()).limit(1).anyMatch(LogReader::isLogLine);
        return entries > 0 && (beginsAsLog || entries * 8 >= lines.size())
                || isFailure(lines)
                || LOG_PATH.matcher(head.path()).find() && !head.isJson();
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        if (isFailure(file.head().lines(LINES_TO_RECOGNISE)) || isIstioctl(file.head())) {
            return "not a log but the message of the command that failed: "
                    + SignatureHits.sanitised(file.head().lines(1).get(0));
        }
        Sections sections = new Sections(evidence.signatures(), file.path());
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                sections.add(line, lines.lineNumber());
            }
            sections.finish(evidence);
            return sections.report(lines.cutReport());
        }
    }

    /** A single line with the words of kubectl instead of a log. */
    private static boolean isFailure(List<String> lines) {
        List<String> texts = lines.stream().filter(line -> !line.isBlank()).toList();
        return texts.size() == 1 && NOT_A_LOG.matcher(texts.get(0)).find();
    }

    /** istioctl prints its own troubles where its output should stand; they say nothing about the mesh. */
    private static boolean isIstioctl(Head head) {
        return head.lines(LINES_TO_RECOGNISE).stream()
                .filter(line -> !line.isBlank())
                .limit(2)
                .anyMatch(line ->
                        line.contains("\terror\tport forward failed") || line.contains("\twarn\t[core] [Channel"));
    }

    private static boolean isLogLine(String line) {
        if (line.startsWith("{")) {
            JsonLogLine json = JsonLogLine.of(line);
            return json.micros() != LogTime.NONE && json.fields().size() > 1;
        }
        return timeOf(line) != LogTime.NONE
                || LogSource.isLinkerdProxyLine(line)
                || line.startsWith("time=\"")
                || PREFIX.matcher(line).lookingAt()
                || line.startsWith("==== START logs for container ")
                || line.length() < 2_000
                        && (KLOG.matcher(line).matches() || LEVEL.matcher(line).matches());
    }

    /** Time at the beginning of a line, with or without a bracket, a quote or logrus' key before it. */
    static long timeOf(String line) {
        if (line.isEmpty()) {
            return LogTime.NONE;
        }
        char first = line.charAt(0);
        if (first == 't' && line.startsWith("time=\"")) {
            return LogTime.at(line, 6);
        }
        return LogTime.at(line, first == '[' || first == '"' ? 1 : 0);
    }

    /** Splits a file into the logs that it holds and lines into entries. */
    private static final class Sections {

        private final SignatureScan scan;
        private final String path;
        private final Map<List<Object>, LogEntries> all = new LinkedHashMap<>();
        private LogEntries current;
        private int dropped;

        Sections(SignatureScan scan, String path) {
            this.scan = scan;
            this.path = path;
            this.current = section("", "", "", false);
        }

        void add(String line, int number) {
            if (line.startsWith("=====") && line.contains("revious log")) {
                current = section(
                        current.section().namespace(),
                        current.section().pod(),
                        current.section().container(),
                        line.contains("tart of previous"));
                return;
            }
            if (line.startsWith("==== ")) {
                Matcher block = BLOCK.matcher(line);
                if (block.matches()) {
                    boolean start = block.group(1).equals("START");
                    current = start
                            ? section(text(block.group(3)), block.group(4), block.group(2), false)
                            : section("", "", "", false);
                    return;
                }
            }
            if (line.startsWith("[pod/")) {
                Matcher prefix = PREFIX.matcher(line);
                if (prefix.lookingAt()) {
                    section("", prefix.group(1), prefix.group(2), false).add(line.substring(prefix.end()), number);
                    return;
                }
            }
            current.add(line, number);
        }

        private LogEntries section(String namespace, String pod, String container, boolean previous) {
            List<Object> key = List.of(namespace, pod, container, previous);
            LogEntries known = all.get(key);
            if (known != null) {
                return known;
            }
            LogEntries section = new LogEntries(new LogSection(scan, path, namespace, pod, container, previous));
            if (all.size() < SECTIONS) {
                all.put(key, section);
            } else {
                dropped++;
            }
            return section;
        }

        void finish(Evidence evidence) {
            List<LogSection> sections = new ArrayList<>();
            for (LogEntries entries : all.values()) {
                entries.finish();
                LogSection section = entries.section();
                if (section.entries() > 0 || !section.pod().isEmpty()) {
                    sections.add(section);
                }
            }
            for (LogSection section : sections) {
                publish(section, sections.size() == 1, evidence);
            }
        }

        private void publish(LogSection section, boolean only, Evidence evidence) {
            evidence.add(section);
            if (only && !section.pod().isEmpty()) {
                evidence.identify(path, section.namespace(), section.pod(), section.container());
            }
            if (only && section.pod().isEmpty() && !section.serviceAccount().isEmpty()) {
                evidence.identifyAccount(path, section.accountNamespace(), section.serviceAccount());
            }
            if (section.newest() != LogTime.NONE) {
                CaptureClock.observeLog(LogTime.instant(section.newest()), section.path(), evidence);
            }
            section.requests().hosts().forEach(host -> evidence.add(new CalledHost(path, host)));
        }

        String report(String cutLines) {
            List<String> reasons = new ArrayList<>();
            int requests = all.values().stream()
                    .mapToInt(entries -> entries.section().requests().dropped())
                    .sum();
            if (requests > 0) {
                reasons.add(requests + " access log lines did not count: more than " + RequestTally.COMBINATIONS
                        + " different outcomes (limit RequestTally.COMBINATIONS)");
            }
            int rejections = all.values().stream()
                    .mapToInt(entries -> entries.section().droppedRejections())
                    .sum();
            if (rejections > 0) {
                reasons.add(rejections + " refused resources beyond the first " + LogSection.REJECTIONS
                        + " of a log (limit LogSection.REJECTIONS)");
            }
            if (dropped > 0) {
                reasons.add("logs of more than " + SECTIONS + " containers (limit LogReader.SECTIONS)");
            }
            if (!cutLines.isEmpty()) {
                reasons.add(cutLines);
            }
            return String.join("; ", reasons);
        }

        private static String text(@Nullable String text) {
            return Optional.ofNullable(text).orElse("");
        }
    }
}
