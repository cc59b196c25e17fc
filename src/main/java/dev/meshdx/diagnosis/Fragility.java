package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Report.Diagnosis;
import java.util.List;

/**
 * On how little a diagnosis rests: each supporting fact was left out in turn and the rules fired again.
 *
 * @param diagnosis the diagnosis
 * @param decisive facts without any one of which it is not found, as type, subject and place
 * @param tried how many facts were left out in turn
 * @param untried how many were not, because there are too many
 */
public record Fragility(Diagnosis diagnosis, List<String> decisive, int tried, int untried) {
    public Fragility {
        decisive = List.copyOf(decisive);
    }
}
