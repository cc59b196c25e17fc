package dev.meshdx.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/lints.md is what the checks say; {@code -Dapprove=true} rewrites it. */
class LintsPageTest {

    private static final Path PAGE = Path.of("docs/lints.md");
    private static final String BEGIN = "<!-- generated from the checks; rewrite with -Dapprove=true -->\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern ID = Pattern.compile("`([a-z-]+)`");

    @Test
    void theTableIsThatOfTheChecks() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN);
        String expected = page.substring(0, page.indexOf(BEGIN)) + BEGIN + table();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).as("re-approve with -Dapprove=true").isEqualTo(expected);
    }

    @Test
    void everyNumberOfTheListWentSomewhere() throws IOException {
        Set<String> ids = new TreeSet<>();
        Lint.checks().forEach(check -> ids.add(check.id()));
        List<java.util.regex.MatchResult> rows =
                ROW.matcher(Files.readString(PAGE)).results().toList();
        assertThat(rows).hasSize(56);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).group(1)).isEqualTo(String.valueOf(i + 1));
            List<String> named = ID.matcher(rows.get(i).group(2))
                    .results()
                    .map(id -> id.group(1))
                    .toList();
            assertThat(ids).as(rows.get(i).group()).containsAll(named);
            assertThat(named.isEmpty())
                    .as(rows.get(i).group())
                    .isEqualTo(rows.get(i).group(2).startsWith("dropped"));
        }
    }

    private static String table() {
        StringBuilder text = new StringBuilder("\n| check | severity | why |\n|---|---|---|\n");
        Lint.checks()
                .forEach(check -> text.append("| `")
                        .append(check.id())
                        .append("` | ")
                        .append(check.severity().word())
                        .append(" | ")
                        .append(check.explanation().replace("|", "\\|"))
                        .append(" |\n"));
        return text.toString();
    }
}
