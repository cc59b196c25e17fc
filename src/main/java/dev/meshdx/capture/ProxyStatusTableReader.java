package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code istioctl proxy-status}: the table with a column per type (before 1.27, later with {@code -v 1}), the table of
 * subscribed types (1.27 and later, which hides rejections), and the comparison that it prints for one proxy.
 */
final class ProxyStatusTableReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 200;
    private static final Pattern AGE = Pattern.compile("\\((?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?\\)");
    private static final Pattern TYPES = Pattern.compile("\\(([A-Z, ]+)\\)");
    private static final Pattern COMPARED = Pattern.compile("(Clusters|Listeners|Routes) (Match|Don't Match)\\b.*");
    private static final long[] UNITS = {86_400, 3_600, 60, 1};

    @Override
    public String format() {
        return "istioctl proxy-status";
    }

    @Override
    public boolean recognises(Head head) {
        for (String line : head.lines(LINES_TO_RECOGNISE)) {
            if (isTitle(line) || COMPARED.matcher(line).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTitle(String line) {
        return line.startsWith("NAME ")
                && line.contains(" ISTIOD")
                && (line.contains(" VERSION") || line.contains(" CDS") || line.contains(" SUBSCRIBED TYPES"));
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try (LineReader lines = new LineReader(file.open())) {
            TextTable table = TextTable.ofHeader("");
            boolean listing = false;
            int rows = 0;
            int displaced = 0;
            List<IstiodEvidence.TypeSync> compared = new ArrayList<>();
            for (String line = lines.next(); line != null; line = lines.next()) {
                Matcher comparison = COMPARED.matcher(line);
                if (isTitle(line)) {
                    table = TextTable.ofHeader(line);
                    listing = true;
                } else if (listing && !line.isBlank()) {
                    int added = addRow(table.row(line), Origin.line(file.path(), lines.lineNumber()), evidence);
                    rows += added;
                    displaced += 1 - added;
                } else if (!listing && comparison.matches()) {
                    compared.add(compared(comparison.group(1), comparison.group(2)));
                }
            }
            boolean ended = lines.endedLine();
            finish(file.path(), listing, ended && displaced == 0, rows, compared, evidence);
            if (displaced > 0) {
                return displaced + " rows do not stand under the titles, the spaces of the table were changed";
            }
            return listing && !ended ? "the last row has no line end: the table may be cut" : lines.cutReport();
        }
    }

    private static void finish(
            String path,
            boolean listing,
            boolean whole,
            int rows,
            List<IstiodEvidence.TypeSync> compared,
            Evidence evidence) {
        if (listing && whole) {
            evidence.add(new IstiodEvidence.ProxyList(Origin.line(path, 0), true));
        } else if (!listing) {
            Origin origin = Origin.line(path, 1);
            evidence.add(new IstiodEvidence.ListedProxy(origin, "proxy-status", "", "", "", "", "", "", compared));
        }
        evidence.covers(path, "proxy-sync", listing ? rows : 1, listing && whole);
    }

    private static IstiodEvidence.TypeSync compared(String resources, String result) {
        String type = resources.equals("Clusters") ? "CDS" : resources.equals("Listeners") ? "LDS" : "RDS";
        return new IstiodEvidence.TypeSync(type, result.equals("Match") ? "synced" : "stale", -1, "");
    }

    private static int addRow(Map<String, String> row, Origin origin, Evidence evidence) {
        Optional<NodeId> id = NodeId.parse(row.getOrDefault("NAME", ""));
        if (id.isEmpty() || row.getOrDefault("NAME", "").contains(" ")) {
            return 0;
        }
        List<IstiodEvidence.TypeSync> syncs = new ArrayList<>();
        for (String type : XdsTypes.KNOWN) {
            if (row.containsKey(type)) {
                syncs.add(sync(type, row.getOrDefault(type, "")));
            }
        }
        Matcher subscribed = TYPES.matcher(row.getOrDefault("SUBSCRIBED TYPES", ""));
        if (subscribed.find()) {
            for (String type : subscribed.group(1).split("[, ]+")) {
                syncs.add(new IstiodEvidence.TypeSync(type, "unknown", -1, ""));
            }
        }
        evidence.add(new IstiodEvidence.ListedProxy(
                origin,
                "proxy-status",
                row.getOrDefault("CLUSTER", ""),
                row.getOrDefault("ISTIOD", ""),
                id.get().namespace(),
                id.get().pod(),
                "",
                row.getOrDefault("VERSION", ""),
                syncs));
        return 1;
    }

    private static IstiodEvidence.TypeSync sync(String type, String cell) {
        Matcher age = AGE.matcher(cell);
        return new IstiodEvidence.TypeSync(type, state(cell), age.find() ? seconds(age) : -1, "");
    }

    /** A state in the words of facts; old tables say {@code STALE (Never Acknowledged)} and {@code NOT SENT}. */
    static String state(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        if (upper.startsWith("SYNCED")) {
            return "synced";
        }
        if (upper.startsWith("STALE")) {
            return "stale";
        }
        if (upper.startsWith("NOT SENT") || upper.startsWith("NOT_SENT")) {
            return "not-sent";
        }
        if (upper.startsWith("ERROR")) {
            return "error";
        }
        return upper.startsWith("IGNORED") || upper.startsWith("NOT SUBSCRIBED") ? "ignored" : "unknown";
    }

    private static long seconds(Matcher age) {
        long seconds = 0;
        boolean any = false;
        for (int i = 0; i < UNITS.length; i++) {
            String number = age.group(i + 1);
            if (number != null && number.length() <= 9) {
                seconds += Long.parseLong(number) * UNITS[i];
                any = true;
            }
        }
        return any ? seconds : -1;
    }
}
