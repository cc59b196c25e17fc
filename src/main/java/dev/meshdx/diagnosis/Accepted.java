package dev.meshdx.diagnosis;

import dev.meshdx.rules.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The findings of one cluster, parted by what the site accepts. What an accepted finding would explain stays in the report and
 * stands for itself: a known cause must not hide a new effect.
 *
 * @param others findings that are judged as ever
 * @param suppressed accepted ones
 * @param notes what a reader must know: acceptances that have ended
 */
record Accepted(List<Finding> others, List<Report.Suppressed> suppressed, List<String> notes) {

    /**
     * Parts findings.
     *
     * @param now time of the capture; without one no acceptance holds, since nobody can tell whether it has ended
     */
    static Accepted of(List<Finding> found, Site site, Optional<Instant> now) {
        List<Finding> others = new ArrayList<>();
        List<Report.Suppressed> suppressed = new ArrayList<>();
        Set<String> notes = new TreeSet<>();
        for (Finding finding : found) {
            Optional<Site.Suppression> known = site.suppression(finding.mode.id(), finding.subject);
            if (known.isPresent() && now.isPresent() && !known.get().ended(now.get())) {
                suppressed.add(suppressed(finding, known.get()));
                continue;
            }
            others.add(finding);
            known.ifPresent(ended -> notes.add(site.at(ended.line()) + ": the acceptance of " + ended.id()
                    + (now.isPresent()
                            ? " ended on " + ended.until() + ", so it is reported again"
                            : " has an end, and the capture does not tell its time, so it is reported")));
        }
        suppressed.sort(Comparator.comparing(Report.Suppressed::id).thenComparing(Report.Suppressed::subject));
        return new Accepted(others, suppressed, List.copyOf(notes));
    }

    private static Report.Suppressed suppressed(Finding finding, Site.Suppression known) {
        return new Report.Suppressed(
                finding.mode.id(),
                finding.mode.title(),
                finding.mode.severity(),
                finding.certainty,
                finding.subject,
                known.reason(),
                known.until());
    }
}
