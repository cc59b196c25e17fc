package dev.meshdx.report;

import dev.meshdx.diagnosis.Report.Capture;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.FileShare;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the report is based on, and what it could not see. */
final class CaptureSummary {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MAX_NAMES = 5;
    private static final int INDENT = 3;

    private final Capture capture;
    private final Page page;
    private final Map<String, List<Coverage>> byKind = new TreeMap<>();

    CaptureSummary(Capture capture, Page page) {
        this.capture = capture;
        this.page = page;
        boolean severalClusters = capture.clusters().size() > 1;
        for (Coverage coverage : capture.coverage()) {
            String kind = severalClusters ? coverage.kind() + " (" + coverage.cluster() + ")" : coverage.kind();
            byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(coverage);
        }
    }

    /** Mesh, cluster, time, files and coverage, on one line where it fits. */
    void facts() throws IOException {
        List<String> meshes =
                capture.meshes().stream().map(Phrases::mesh).distinct().toList();
        var facts = new ArrayList<Span>();
        String where = capture.clusters().isEmpty() ? "" : " in " + Phrases.names(capture.clusters(), 3);
        facts.add(Span.of((meshes.isEmpty() ? "No mesh recognised" : Phrases.names(meshes, 3)) + where));
        facts.add(Span.of(time(capture)));
        facts.add(Span.of(files()));
        if (!byKind.isEmpty()) {
            int complete = kinds(this::isComplete).size();
            int percent = 100 * complete / byKind.size();
            facts.add(Span.of("coverage " + percent + "% (" + complete + " of " + byKind.size() + " kinds)"));
        }
        page.phrases(0, facts);
    }

    /** What was looked at, for a reader who is told that nothing was found. */
    void seen() throws IOException {
        page.heading("Looked at");
        List<String> seen = byKind.keySet().stream()
                .filter(kind -> coverage(kind).stream().anyMatch(Coverage::captured))
                .map(this::counted)
                .toList();
        page.flow(INDENT, Span.of(seen.isEmpty() ? "nothing of the cluster" : Phrases.names(seen, 12)));
    }

    /** Kinds and files that the diagnosis had to do without; nothing when there are none. */
    void notSeen() throws IOException {
        List<String> absent = kinds(kind -> coverage(kind).stream().noneMatch(Coverage::captured) && !isRedacted(kind));
        List<String> redacted = kinds(this::isRedacted);
        List<String> partial =
                kinds(kind -> !isComplete(kind) && coverage(kind).stream().anyMatch(Coverage::captured));
        List<CapturedFile> unread = capture.files().stream()
                .filter(file ->
                        List.of("unreadable", "partly-read", "unrecognised").contains(file.state()))
                .toList();
        if (absent.size() + redacted.size() + partial.size() + unread.size() == 0) {
            return;
        }
        page.heading("Not seen");
        var kinds = new ArrayList<Span>();
        kinds("absent: ", absent, kinds);
        kinds("partial: ", partial, kinds);
        kinds("redacted: ", redacted, kinds);
        page.label(INDENT, kinds.isEmpty() ? "" : "Kinds");
        page.phrases(INDENT + Steps.MARGIN, kinds);
        files(unread);
    }

    private void kinds(String state, List<String> kinds, List<Span> phrases) {
        if (!kinds.isEmpty()) {
            int limit = page.style().details() ? kinds.size() : MAX_NAMES;
            phrases.add(Span.of(state + Phrases.names(kinds, limit)));
        }
    }

    private void files(List<CapturedFile> files) throws IOException {
        int limit = page.style().details() ? files.size() : MAX_NAMES;
        int indent = INDENT + Steps.MARGIN;
        page.label(INDENT, files.isEmpty() ? "" : "Files");
        for (CapturedFile file : files.subList(0, Math.min(limit, files.size()))) {
            String reason = file.reason().isEmpty() ? state(file) : state(file) + ", " + file.reason();
            String path =
                    Terminal.clipLeft(Terminal.clean(file.path()), page.proseWidth() - indent - 1, page.glyphs().more);
            page.flow(indent, Span.of(path + ":"), Span.dim(reason));
        }
        if (files.size() > limit) {
            page.row(indent, Span.dim(page.glyphs().more + " " + (files.size() - limit) + " more"));
        }
    }

    private static String state(CapturedFile file) {
        return file.state().equals("unrecognised")
                ? "unknown format"
                : file.state().replace('-', ' ');
    }

    /** When the capture was taken, and what says so. */
    static String time(Capture capture) {
        return capture.timeFrom().equals("unknown")
                ? "capture time unknown"
                : "captured " + TIME.format(capture.time()) + " (" + capture.timeFrom() + ")";
    }

    /** Each state that files ended in, with its share. */
    private String files() {
        if (capture.files().isEmpty()) {
            return "no file";
        }
        List<String> parts = FileShare.of(capture.files()).stream()
                .filter(share -> share.files() > 0)
                .map(share -> share.files() + " " + words(share.state()) + " (" + percent(share) + ")")
                .toList();
        return Phrases.count(capture.files().size(), "file") + ": " + String.join(", ", parts);
    }

    private static String words(String state) {
        return switch (state) {
            case "partly-read" -> "read in part";
            case "not-needed" -> "not needed";
            case "unrecognised" -> "of unknown format";
            default -> state;
        };
    }

    private static String percent(FileShare share) {
        return share.percent() < 1 ? "<1%" : Math.round(share.percent()) + "%";
    }

    private String counted(String kind) {
        int count = coverage(kind).stream().mapToInt(Coverage::count).sum();
        return count + " " + kind;
    }

    private List<String> kinds(Predicate<String> condition) {
        return byKind.keySet().stream().filter(condition).toList();
    }

    private boolean isComplete(String kind) {
        return coverage(kind).stream().allMatch(Coverage::complete);
    }

    private boolean isRedacted(String kind) {
        return coverage(kind).stream().noneMatch(Coverage::captured)
                && coverage(kind).stream().anyMatch(coverage -> coverage.state().equals("redacted"));
    }

    private List<Coverage> coverage(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }
}
