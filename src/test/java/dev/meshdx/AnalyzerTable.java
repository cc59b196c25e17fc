package dev.meshdx;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What meshdx finds in the cases of Istio's analyzer suite, beside what Istio expects. */
final class AnalyzerTable {

    private static final String ABOVE = """
            # Istio's analyzer suite

            `istioctl analyze` is tested with small sets of objects and the messages that it must print for them. This page runs meshdx on
            the same sets and compares. Each set is given as a capture of a running mesh: the kinds that the analyzer reads were listed whole,
            pods run, and istiod and one client with a sidecar are added. `IstioAnalyzeTest` writes this page and holds it.

            A message counts as found when a failure mode that has its code as an alias names the object, as its subject or, where one finding
            tells of a pair, in its evidence.

            """;

    private final Map<String, String> running;
    private final Map<String, String> other;
    private final Map<String, String> differences;
    private final StringBuilder cases = new StringBuilder();
    private final Map<String, int[]> counts = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();
    private final Set<String> unused;

    AnalyzerTable(Map<String, String> running, Map<String, String> other, Map<String, String> differences) {
        this.running = running;
        this.other = other;
        this.differences = differences;
        this.unused = new TreeSet<>(differences.keySet());
    }

    void add(AnalyzerCase each, Report report) {
        List<String> expected = new ArrayList<>();
        List<String> why = new ArrayList<>();
        for (AnalyzerCase.Expected message : each.expected()) {
            boolean found = report.diagnoses().stream().anyMatch(diagnosis -> tells(diagnosis, message));
            int[] count = counts.computeIfAbsent(message.code(), code -> new int[3]);
            count[0]++;
            count[1] += found ? 1 : 0;
            expected.add((found ? "" : "~~") + message.code() + (found ? "" : "~~") + " " + message);
            if (!found) {
                String key = each.id() + " " + message.code() + " " + message;
                String reason = differences.getOrDefault(key, other.getOrDefault(message.code(), ""));
                unused.remove(key);
                count[2] += differences.containsKey(key) ? 1 : 0;
                if (reason.isEmpty()) {
                    unexplained.add(key);
                }
                why.add(message.code() + ": " + reason);
            }
        }
        List<String> finds = report.diagnoses().stream()
                .map(diagnosis -> "`" + diagnosis.id() + "`")
                .distinct()
                .sorted()
                .toList();
        cases.append("| ")
                .append(each.id())
                .append(" | ")
                .append(cell(expected))
                .append(" | ");
        cases.append(cell(finds))
                .append(" | ")
                .append(cell(why.stream().distinct().toList()))
                .append(" |\n");
    }

    /** Messages of codes about a running mesh that were neither found nor explained, and explanations that explain nothing. */
    List<String> unexplained() {
        List<String> all = new ArrayList<>(unexplained);
        unused.forEach(key -> all.add("explained, but found or not expected: " + key));
        return all;
    }

    String page() {
        StringBuilder page = new StringBuilder(ABOVE);
        page.append("## Codes about a running mesh\n\n");
        page.append(
                "What they tell of goes wrong now, whoever calls. A message that is explained below is one that meshdx does not\n");
        page.append("call a fault, or cannot see.\n\n");
        page.append("| code | why | expected | found | explained |\n|---|---|---|---|---|\n");
        running.forEach((code, reason) -> {
            int[] count = counts.getOrDefault(code, new int[3]);
            page.append("| ").append(code).append(" | ").append(reason).append(" | ");
            page.append(count[0] == 0 ? "not in the suite | |" : count[0] + " | " + count[1] + " | " + count[2])
                    .append(" |\n");
        });
        page.append("\n## Other codes\n\n| code | why not | expected | found |\n|---|---|---|---|\n");
        other.forEach((code, reason) -> {
            int[] count = counts.getOrDefault(code, new int[3]);
            page.append("| ").append(code).append(" | ").append(reason).append(" | ");
            page.append(count[0] == 0 ? "not in the suite | |\n" : count[0] + " | " + count[1] + " |\n");
        });
        page.append("\n## Cases\n\nA code that is struck out was not found.\n\n");
        page.append("| case | Istio expects | meshdx finds | difference |\n|---|---|---|---|\n");
        return page.append(cases).toString();
    }

    private static boolean tells(Diagnosis diagnosis, AnalyzerCase.Expected message) {
        if (!diagnosis.aliases().contains(message.code())) {
            return false;
        }
        boolean subject = diagnosis.subject().kind().equals(message.kind())
                && diagnosis.subject().name().equals(message.name())
                && (message.kind().equals("Namespace")
                        || diagnosis.subject().namespace().equals(message.namespace()));
        return subject
                || diagnosis.evidence().stream()
                        .anyMatch(evidence -> evidence.statement().matches(".*(^|\\W)" + message.name() + "(\\W|$).*"));
    }

    private static String cell(List<String> lines) {
        return lines.isEmpty() ? "nothing" : String.join("<br>", lines);
    }
}
