package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tables of {@code kubectl get} and {@code kubectl events}: pods, nodes and events are read, others are known but not needed. */
final class TableReader implements FileReader {

    /** Rows that are read of one file. */
    static final int ROWS = 200_000;

    private static final int LINES_TO_RECOGNISE = 5;
    private static final Pattern READY = Pattern.compile("(\\d+)/(\\d+)");
    private static final Pattern RESTARTS = Pattern.compile("(\\d+)(?: \\(.*\\))?");
    private static final Pattern REPEATED = Pattern.compile(".*\\(x(\\d+) over .*");

    @Override
    public String format() {
        return "kubectl table";
    }

    @Override
    public boolean recognises(Head head) {
        return head.lines(LINES_TO_RECOGNISE).stream()
                .filter(line -> !line.isBlank())
                .limit(1)
                .anyMatch(TableReader::isHeader);
    }

    private static boolean isHeader(String line) {
        if (!TextTable.isHeader(line)) {
            return false;
        }
        TextTable table = TextTable.ofHeader(line);
        return table.has("NAME") && (table.has("AGE") || table.has("CREATED AT")) || isEvents(table);
    }

    private static boolean isEvents(TextTable table) {
        return table.has("TYPE", "REASON", "MESSAGE")
                && (table.has("OBJECT") || table.has("LAST SEEN") || table.has("KIND"));
    }

    private static boolean isPods(TextTable table) {
        return table.has("NAME", "READY", "STATUS", "RESTARTS");
    }

    private static boolean isNodes(TextTable table) {
        return table.has("NAME", "STATUS", "ROLES", "VERSION");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int rows = 0;
        int used = 0;
        try (LineReader lines = new LineReader(file.open())) {
            TextTable table = TextTable.ofHeader("");
            for (String line = lines.next(); line != null && rows < ROWS; line = lines.next()) {
                if (isHeader(line)) {
                    table = TextTable.ofHeader(line);
                } else if (!line.isBlank()) {
                    rows++;
                    used += add(table, line, Origin.line(file.path(), lines.lineNumber()), evidence) ? 1 : 0;
                }
            }
            if (rows >= ROWS) {
                return "more than " + ROWS + " rows (limit TableReader.ROWS)";
            }
            return used == 0 && rows > 0 ? NOTHING_USED : lines.cutReport();
        }
    }

    /** What {@link #read} returns of a table that no fact comes from. */
    static final String NOTHING_USED =
            UnusedReader.NOT_NEEDED + "nothing of this table is used; meshdx reads these objects from YAML or JSON";

    private static boolean add(TextTable table, String line, Origin origin, Evidence evidence) {
        Map<String, String> row = table.row(line);
        if (isEvents(table)) {
            event(row, origin, evidence);
        } else if (isPods(table)) {
            String name = row.getOrDefault("NAME", "");
            if (name.contains("/") && !name.startsWith("pod/")) {
                return false;
            }
            pod(row, name.replaceFirst("^pod/", ""), origin, evidence);
        } else if (isNodes(table)) {
            node(row, origin, evidence);
        } else {
            return false;
        }
        return true;
    }

    private static void pod(Map<String, String> row, String name, Origin origin, Evidence evidence) {
        Matcher ready = READY.matcher(row.getOrDefault("READY", ""));
        Matcher restarts = RESTARTS.matcher(row.getOrDefault("RESTARTS", ""));
        boolean counted = ready.matches();
        if (name.isEmpty() || !counted) {
            return;
        }
        evidence.add(new TablePod(
                origin,
                row.getOrDefault("NAMESPACE", ""),
                name,
                row.getOrDefault("STATUS", ""),
                "",
                Integer.parseInt(ready.group(1)),
                Integer.parseInt(ready.group(2)),
                restarts.matches() ? Integer.parseInt(restarts.group(1)) : -1,
                none(row.getOrDefault("IP", "")),
                none(row.getOrDefault("NODE", "")),
                "",
                "",
                Map.of(),
                Map.of(),
                List.of()));
    }

    private static String none(String cell) {
        return cell.equals("<none>") ? "" : cell;
    }

    private static void event(Map<String, String> row, Origin origin, Evidence evidence) {
        String object = row.getOrDefault("OBJECT", row.getOrDefault("KIND", "") + "/" + row.getOrDefault("NAME", ""));
        int slash = object.indexOf('/');
        Matcher repeated = REPEATED.matcher(row.getOrDefault("LAST SEEN", ""));
        String count = repeated.matches() ? repeated.group(1) : row.getOrDefault("COUNT", "1");
        evidence.add(new TableEvent(
                origin,
                row.getOrDefault("NAMESPACE", ""),
                slash < 0 ? "" : object.substring(0, slash),
                object.substring(slash + 1),
                row.getOrDefault("TYPE", ""),
                row.getOrDefault("REASON", ""),
                row.getOrDefault("MESSAGE", ""),
                count.matches("\\d{1,9}") ? Math.max(1, Integer.parseInt(count)) : 1));
    }

    private static void node(Map<String, String> row, Origin origin, Evidence evidence) {
        String status = row.getOrDefault("STATUS", "");
        evidence.add(new TableNode(
                origin,
                row.getOrDefault("NAME", ""),
                status.startsWith("Ready") ? "True" : status.startsWith("NotReady") ? "False" : "Unknown",
                false,
                false,
                false,
                status.contains("SchedulingDisabled"),
                row.getOrDefault("VERSION", ""),
                ""));
    }
}
