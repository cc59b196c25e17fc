package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Pages of {@code kubectl describe}: pods and nodes with their events; of other objects only the events. */
final class DescribeReader implements FileReader {

    /** Lines of one described object that are looked at. */
    static final int LINES = 20_000;

    private static final int LINES_TO_RECOGNISE = 12;
    private static final Pattern NAME = Pattern.compile("Name: +\\S.*");
    private static final Pattern SECOND =
            Pattern.compile("(Namespace|Roles|Labels|Annotations|Priority|Service Account|CreationTimestamp): *.*");

    @Override
    public String format() {
        return "kubectl describe";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> lines = head.lines(LINES_TO_RECOGNISE).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.size() > 2
                && NAME.matcher(lines.get(0)).matches()
                && lines.stream().filter(line -> SECOND.matcher(line).matches()).count() >= 2;
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int skipped = 0;
        try (LineReader lines = new LineReader(file.open())) {
            List<String> page = new ArrayList<>();
            int first = 1;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (NAME.matcher(line).matches() && !page.isEmpty()) {
                    add(page, file.path(), first, evidence);
                    page.clear();
                }
                if (page.isEmpty()) {
                    first = lines.lineNumber();
                }
                if (page.size() < LINES) {
                    page.add(Redaction.masked(line));
                } else {
                    skipped++;
                }
            }
            add(page, file.path(), first, evidence);
            return skipped == 0
                    ? lines.cutReport()
                    : skipped + " lines of very long descriptions (limit DescribeReader.LINES)";
        }
    }

    private static void add(List<String> page, String path, int first, Evidence evidence) {
        DescribedPage described = new DescribedPage(page, path, first);
        if (page.stream().anyMatch(line -> line.equals("Containers:"))
                && !described.value("Namespace").isEmpty()) {
            evidence.add(described.pod());
        } else if (page.stream()
                .anyMatch(line -> line.startsWith(" Kubelet Version:") || line.startsWith("  Kubelet Version:"))) {
            evidence.add(described.node(Origin.line(path, first)));
        }
        described.events().forEach(evidence::add);
    }
}
