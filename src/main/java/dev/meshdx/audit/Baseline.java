package dev.meshdx.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The findings of an earlier audit. */
public final class Baseline {

    private final Map<AuditRow.Identity, AuditRow> before;

    private Baseline(Map<AuditRow.Identity, AuditRow> before) {
        this.before = before;
    }

    /**
     * Reads the JSON lines of an earlier audit.
     *
     * @throws AuditException when a line is none of these
     */
    public static Baseline read(Path file) throws IOException {
        Map<AuditRow.Identity, AuditRow> before = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                AuditRow row = row(file, number, line);
                if (row.present() || row.state().equals("not-judged")) {
                    before.merge(row.identity(), row, Baseline::earlier);
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new AuditException(
                    "There is no baseline " + file + ".\nMake one with: meshdx audit DIR -o json >FILE");
        }
        return new Baseline(before);
    }

    private static AuditRow row(Path file, int number, String line) {
        try {
            return RowJson.row(line);
        } catch (IOException e) {
            throw new AuditException(file + ":" + number + ": not a line of an audit: " + e.getMessage()
                    + "\nA baseline is made with: meshdx audit DIR -o json >FILE");
        }
    }

    private static AuditRow earlier(AuditRow one, AuditRow other) {
        return start(one).compareTo(start(other)) <= 0 ? one : other;
    }

    /** When a finding was first seen: what its evidence says, else the time of the capture that showed it. */
    private static String start(AuditRow row) {
        return row.since().isEmpty() ? row.time() : row.since();
    }

    /**
     * The rows with states against this baseline, and a row for every finding that is no more. A finding is gone only where its
     * cluster was judged again and its failure mode was not left undecided there; else it is not judged. What is accepted stays
     * so; what the baseline accepted and the site does no more is new.
     */
    List<AuditRow> compared(List<AuditRow> rows) {
        List<AuditRow> compared = new ArrayList<>();
        Set<AuditRow.Identity> now = new HashSet<>();
        Set<String> judged = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (AuditRow row : rows) {
            if (row.record().equals("capture")
                    && (row.state().equals("findings") || row.state().equals("healthy"))) {
                judged.add(row.cluster());
            } else if (row.record().equals("undecided")) {
                open.add(row.cluster() + ' ' + row.id());
            }
            if (!row.record().equals("finding")) {
                compared.add(row);
                continue;
            }
            judged.add(row.cluster());
            now.add(row.identity());
            if (row.state().equals("accepted")) {
                compared.add(row);
                continue;
            }
            AuditRow old = before.get(row.identity());
            compared.add(old == null ? row.with("new", row.since()) : row.with("still", start(earlier(old, row))));
        }
        before.forEach((identity, row) -> {
            if (!now.contains(identity)) {
                boolean gone = judged.contains(row.cluster()) && !open.contains(row.cluster() + ' ' + row.id());
                compared.add(row.with(gone ? "gone" : "not-judged", start(row)));
            }
        });
        return compared;
    }
}
