package dev.meshdx.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import dev.meshdx.rules.Weight;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CertaintyStepsTest {

    @Test
    void theStepsAddUpToTheCertaintyOfTheReport() {
        Random random = new Random(1);
        for (FailureMode mode : RuleBase.bundled().failureModes()) {
            List<String> fired = mode.evidence().stream()
                    .map(FailureMode.EvidenceRule::rule)
                    .filter(rule -> random.nextInt(3) > 0)
                    .toList();
            CertaintySteps steps = CertaintySteps.of(mode, fired);
            double sum = steps.priorDecibans()
                    + steps.votes().stream()
                            .filter(CertaintySteps.Vote::counts)
                            .mapToDouble(CertaintySteps.Vote::decibans)
                            .sum();
            assertThat(steps.decibans()).isCloseTo(sum, within(1e-9));
            double certainty = 1 / (1 + Math.pow(10, -sum / 10));
            assertThat(steps.certainty()).as(mode.id()).isEqualTo(Certainty.of(mode, fired));
            if (steps.capped()) {
                assertThat(steps.certainty()).isLessThan(certainty);
            } else {
                assertThat(steps.certainty()).as(mode.id()).isCloseTo(certainty, within(1e-9));
            }
            assertThat(steps.votes()).hasSameSizeAs(fired);
        }
    }

    @Test
    void decisiveEvidenceIsExpectedToTellMost() {
        double weak = NextEvidence.information(0.3, Weight.WEAK);
        double strong = NextEvidence.information(0.3, Weight.STRONG);
        double conclusive = NextEvidence.information(0.3, Weight.CONCLUSIVE);
        assertThat(weak).isPositive();
        assertThat(strong).isGreaterThan(weak);
        assertThat(conclusive).isGreaterThan(strong).isLessThan(0.8813);
    }

    @Test
    void whatIsNearlySureIsNotWorthATest() {
        assertThat(NextEvidence.information(0.99, Weight.STRONG))
                .isLessThan(NextEvidence.information(0.5, Weight.STRONG));
        assertThat(NextEvidence.information(0.01, Weight.STRONG))
                .isLessThan(NextEvidence.information(0.5, Weight.STRONG));
    }

    @Test
    void conclusiveEvidenceDecidesEitherWay() {
        double now = 0.3;
        double seen = NextEvidence.ifSeen(now, Weight.CONCLUSIVE);
        double not = NextEvidence.ifNot(now, Weight.CONCLUSIVE);
        assertThat(seen).isGreaterThan(0.99);
        assertThat(not).isLessThan(0.005);
    }
}
