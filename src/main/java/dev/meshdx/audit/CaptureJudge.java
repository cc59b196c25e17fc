package dev.meshdx.audit;

import dev.meshdx.capture.CaptureException;
import dev.meshdx.diagnosis.Diagnostician;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Selection;
import dev.meshdx.rules.Firing;
import dev.meshdx.rules.RuleBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns captures into rows, on one machine as well as in Spark. Any number of threads may share one. */
public final class CaptureJudge {

    private final RuleBase rules;
    private final Report.Tool tool;

    /**
     * A judge.
     *
     * @param rules the packs
     * @param version version of meshdx
     */
    public CaptureJudge(RuleBase rules, String version) {
        this.rules = rules;
        this.tool = new Report.Tool(
                version,
                rules.packs().stream()
                        .map(pack -> new Report.Pack(pack.get(0), pack.get(1), pack.get(2)))
                        .toList());
    }

    /** Reads the facts of one capture. */
    @FunctionalInterface
    public interface Reading {
        /**
         * The facts.
         *
         * @throws CaptureException when the capture can't be opened
         */
        FactBase read(Selection selection);
    }

    /** What runs and with which packs. */
    public Report.Tool tool() {
        return tool;
    }

    /** What the rows of a capture depend on: its name and content, this version, the packs and what the site tunes. */
    String key(String capture, String digest) {
        MessageDigest key = CaptureContent.sha256();
        key.update((capture + '\0' + digest + '\0' + tool + '\0' + rules.site().content())
                .getBytes(StandardCharsets.UTF_8));
        return CaptureContent.hex(key);
    }

    /**
     * The rows of a capture. Whatever goes wrong with it becomes a row of state {@code broken}; it never ends the audit.
     *
     * @param capture its name
     * @param digest its content
     * @param reading reads it
     */
    public List<AuditRow> judge(String capture, String digest, Reading reading) {
        try {
            FactBase base = reading.read(rules.selection());
            Map<String, Firing> firings = new TreeMap<>();
            for (String cluster : base.clusters()) {
                firings.put(cluster, rules.fire(base.of(cluster)));
            }
            return new RowWriter(
                            capture, digest, base, new Diagnostician(rules, tool).diagnose(base, firings, List.of()))
                    .rows();
        } catch (CaptureException e) {
            return List.of(RowWriter.broken(capture, digest, String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return List.of(RowWriter.broken(capture, digest, "defect of meshdx: " + e));
        }
    }
}
