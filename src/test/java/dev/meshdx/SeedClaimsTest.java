package dev.meshdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/seed-claims.md accounts for every claim of the source document, and names only what exists. */
class SeedClaimsTest {

    private static final SeedClaims CHECKER = new SeedClaims();
    private static final Path PAGE = Path.of("docs/seed-claims.md");

    @Test
    void theTableHolds() throws IOException {
        assertThat(CHECKER.problems(Files.readString(PAGE))).isEmpty();
    }

    /** A single row put in the place of the true one; what the checker must say of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "`failure-mode:istio-root-expired`; failure-mode:istio-root-expired does not exist",
                "`rule:clock-skew.moon`; rule:clock-skew.moon does not exist",
                "`alert:ClockIsWrong`; alert:ClockIsWrong does not exist",
                "`criterion:V9`; criterion:V9 does not exist",
                "`checklist:dp-nowhere`; checklist:dp-nowhere does not exist",
                "`command:meshdx repair`; command:meshdx repair does not exist",
                "`command:meshdx diagnose repair`; command:meshdx diagnose repair does not exist",
                "`command:meshdx diagnose --repair`; command:meshdx diagnose --repair does not exist",
                "`step:clock-skew kubectl fix clock`; step:clock-skew kubectl fix clock does not exist",
                "`step:clock-skew`; step:clock-skew does not exist",
                "`reference:clock-skew rfc1`; reference:clock-skew rfc1 does not exist",
                "`capture:sundial`; capture:sundial does not exist",
                "`fact:Sundial`; fact:Sundial does not exist",
                "`test:CommandTest#nothing`; test:CommandTest#nothing does not exist",
                "`page:docs/none.md`; page:docs/none.md does not exist",
                "`wish:clock-skew`; wish:clock-skew does not exist",
                "`explain:clock-skew`; the entry clock-skew has no such claim",
                "`explain:no-such-mode`; there is no failure mode no-such-mode",
                "clock-skew; 'clock-skew' is neither a reference nor 'not repeated:' with a reason",
                "not repeated: no; neither a reference nor 'not repeated:' with a reason",
            })
    void aWrongReferenceFails(String lives, String problem) throws IOException {
        assertThat(CHECKER.problems(replaced(41, "| 41 | clocks | correct | | " + lives + " |")))
                .contains("claim 41: " + problem);
    }

    @Test
    void aWrongClaimMustBePutRightInExplain() throws IOException {
        assertThat(CHECKER.problems(replaced(41, "| 41 | clocks | wrong | | `rule:clock-skew.node` |")))
                .containsExactly("claim 41: is wrong, but no explain: says so");
    }

    @Test
    void tableAndEntriesMustAgree() throws IOException {
        assertThat(CHECKER.problems(replaced(43, "| 43 | rotation | right | | `criterion:V7` |")))
                .singleElement()
                .asString()
                .startsWith("claim 43: verdict 'right' is none of");
        assertThat(CHECKER.problems(replaced(48, "| 48 | time | correct | | `explain:istio-root-ca-expired` |")))
                .containsExactly(
                        "claim 48: the entry istio-root-ca-expired calls it unverifiable, the row correct",
                        "claim 48: stands in the entry istio-workload-cert-expired, but the row lacks"
                                + " explain:istio-workload-cert-expired");
    }

    @Test
    void everyNumberStandsThereOnceAndInOrder() throws IOException {
        String page = Files.readString(PAGE);
        String row = page.lines()
                .filter(line -> line.startsWith("| 106 |"))
                .findFirst()
                .orElseThrow();
        assertThat(CHECKER.problems(page.replace(row + "\n", "")))
                .containsExactly("row 106 must be claim 106 of 106, is none");
        assertThat(CHECKER.problems(page + row + "\n")).contains("row 107 must be claim 107 of 106, is 106");
    }

    private static String replaced(int number, String row) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .map(line -> line.startsWith("| " + number + " |") ? row : line)
                .reduce("", (text, line) -> text + line + "\n");
    }
}
