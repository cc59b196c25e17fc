package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each root explains, as a tree in which diagnoses of one failure mode are one line. */
final class Effects {

    private static final int MAX_LINES = 8;

    private final Report report;
    private final Map<String, List<Diagnosis>> byCause = new LinkedHashMap<>();

    Effects(Report report) {
        this.report = report;
        for (Diagnosis diagnosis : report.diagnoses()) {
            byCause.computeIfAbsent(diagnosis.explainedBy(), cause -> new ArrayList<>())
                    .add(diagnosis);
        }
    }

    /** What the diagnosis explains directly. */
    List<Diagnosis> of(Diagnosis cause) {
        return byCause.getOrDefault(cause.ref(), List.of());
    }

    /** How many diagnoses it explains, directly or not. */
    int count(Diagnosis root) {
        return of(root).stream().mapToInt(effect -> 1 + count(effect)).sum();
    }

    void write(Diagnosis root, int indent, Page page) throws IOException {
        var lines = new ArrayList<Line>();
        collect(List.of(root), "", page.glyphs(), lines);
        int limit = page.style().details() ? Integer.MAX_VALUE : MAX_LINES;
        List<Line> shown = lines.size() <= limit ? lines : lines.subList(0, limit - 1);
        int nameColumns =
                shown.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        for (Line line : shown) {
            page.row(
                    indent,
                    Span.dim(line.tree()),
                    Span.of(line.id()).padded(nameColumns - line.tree().length() + 2),
                    Span.dim(subjects(
                            line.found(), page.style().width() - indent - nameColumns - 2, page.glyphs().more)));
        }
        int hidden = lines.subList(shown.size(), lines.size()).stream()
                .mapToInt(line -> line.found().size())
                .sum();
        if (hidden > 0) {
            page.row(indent, Span.dim(page.glyphs().more + " " + hidden + " more"));
        }
    }

    private void collect(List<Diagnosis> causes, String trunk, Glyphs glyphs, List<Line> lines) {
        var byId = new LinkedHashMap<String, List<Diagnosis>>();
        for (Diagnosis cause : causes) {
            for (Diagnosis effect : of(cause)) {
                byId.computeIfAbsent(effect.id(), id -> new ArrayList<>()).add(effect);
            }
        }
        int left = byId.size();
        for (Map.Entry<String, List<Diagnosis>> effect : byId.entrySet()) {
            boolean last = --left == 0;
            String branch = last ? glyphs.lastBranch : glyphs.branch;
            lines.add(new Line(trunk + branch, effect.getKey(), effect.getValue()));
            collect(effect.getValue(), trunk + (last ? "   " : glyphs.trunk), glyphs, lines);
        }
    }

    private String subjects(List<Diagnosis> found, int columns, String more) {
        if (found.size() == 1) {
            return Phrases.where(found.get(0).subject(), report.capture());
        }
        String count = "(" + Phrases.count(found.size(), "subject") + ") ";
        List<String> names = found.stream()
                .map(effect -> Phrases.path(effect.subject(), report.capture()))
                .toList();
        return count + Phrases.fitting(names, columns - count.length(), more);
    }

    private record Line(String tree, String id, List<Diagnosis> found) {
        String name() {
            return tree + id;
        }
    }
}
