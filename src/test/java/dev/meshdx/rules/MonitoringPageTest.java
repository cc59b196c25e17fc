package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/monitoring.md are what the packs say; {@code -Dapprove=true} rewrites them. */
class MonitoringPageTest {

    private static final Path PAGE = Path.of("docs/monitoring.md");
    private static final String BEGIN = "<!-- generated from rules/*/alerts.yaml; rewrite with -Dapprove=true -->\n";

    @Test
    void theTablesAreThoseOfThePacks() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN);
        String expected = page.substring(0, page.indexOf(BEGIN)) + BEGIN + tables();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).as("re-approve with -Dapprove=true").isEqualTo(expected);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        Map<String, String> reasons = new TreeMap<>();
        for (PackSource pack : PackSource.readAll(Path.of("rules"))) {
            text.append("\n### ").append(pack.name()).append("\n\n");
            text.append("| alert | announces | levels | needs |\n|---|---|---|---|\n");
            for (Object item : (List<?>) pack.alerts().getOrDefault("alerts", List.of())) {
                text.append(row((Map<?, ?>) item));
            }
            ((Map<?, ?>) pack.alerts().getOrDefault("unannounced", Map.of()))
                    .forEach((mode, reason) -> reasons.put(String.valueOf(mode), String.valueOf(reason)));
        }
        text.append("\n## Failure modes that no metric announces\n\n| failure mode | why |\n|---|---|\n");
        reasons.forEach((mode, reason) -> text.append("| `")
                .append(mode)
                .append("` | ")
                .append(cell(reason))
                .append(" |\n"));
        return text.toString();
    }

    private static String row(Map<?, ?> alert) {
        List<?> also = alert.get("also") instanceof List<?> ids ? ids : List.of();
        String announces = "**`" + alert.get("mode") + "`**"
                + also.stream().map(id -> ", `" + id + "`").collect(Collectors.joining());
        Object needs = alert.get("needs");
        return "| " + alert.get("name") + " | " + announces + " | " + levels(alert) + " | "
                + cell(needs == null ? "" : String.valueOf(needs)) + " |\n";
    }

    private static String levels(Map<?, ?> alert) {
        Object silence = alert.get("silence") == null ? "" : ", or silence";
        for (Map.Entry<String, String> key :
                Map.of("below", "below ", "above", "above ", "is", "is ").entrySet()) {
            Object limit = alert.get(key.getKey());
            if (limit instanceof Map<?, ?> levels) {
                return key.getValue()
                        + levels.entrySet().stream()
                                .map(level -> level.getValue() + " " + level.getKey())
                                .collect(Collectors.joining(", "))
                        + silence;
            }
            if (limit != null) {
                return key.getValue() + limit + " " + alert.get("severity") + silence;
            }
        }
        return alert.get("severity") + String.valueOf(silence);
    }

    private static String cell(String text) {
        return text.strip().replace("\n", " ").replace("|", "\\|").replace("*", "\\*");
    }
}
