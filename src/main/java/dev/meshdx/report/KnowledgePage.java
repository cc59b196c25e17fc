package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import java.util.List;

/**
 * A failure mode as the knowledge base describes it, before any capture fills in its templates.
 *
 * @param id id
 * @param title title
 * @param status experimental, stable or deprecated
 * @param missing what it lacks to be stable, empty when it is
 * @param severity severity
 * @param layer layer
 * @param meshes mesh kinds that it occurs in; empty for Kubernetes itself
 * @param summary one sentence, a template
 * @param why mechanism
 * @param causes ids of what it causes
 * @param causedBy ids of what causes it
 * @param evidence what speaks for and against it
 * @param confirm commands that confirm it
 * @param fix steps that repair it, in order
 * @param verify commands that prove the repair
 * @param identifyTime usual time to identify, free text
 * @param fixTime usual time to fix, free text
 * @param timeSource where the times come from: {@code seed} (claimed by the source document), {@code estimate} or a reference
 * @param expertise what one must know
 * @param cost cost note, empty when there is none
 * @param announcements alerts that announce it
 * @param unannounced why no metric announces it, empty when one does or nobody said
 * @param falsePositives when the finding may be wrong
 * @param references sources
 * @param aliases codes of other tools that mean the same
 * @param claims what the source document says of it, and what holds
 * @param thresholds what a site may tune
 */
public record KnowledgePage(
        String id,
        String title,
        String status,
        String missing,
        String severity,
        String layer,
        List<String> meshes,
        String summary,
        String why,
        List<String> causes,
        List<String> causedBy,
        List<Clue> evidence,
        List<Report.Command> confirm,
        List<Report.Command> fix,
        List<Report.Command> verify,
        String identifyTime,
        String fixTime,
        String timeSource,
        List<String> expertise,
        String cost,
        List<Announcement> announcements,
        String unannounced,
        List<String> falsePositives,
        List<String> references,
        List<String> aliases,
        List<Claim> claims,
        List<Threshold> thresholds) {

    public KnowledgePage {
        meshes = List.copyOf(meshes);
        causes = List.copyOf(causes);
        causedBy = List.copyOf(causedBy);
        evidence = List.copyOf(evidence);
        confirm = List.copyOf(confirm);
        fix = List.copyOf(fix);
        verify = List.copyOf(verify);
        expertise = List.copyOf(expertise);
        announcements = List.copyOf(announcements);
        falsePositives = List.copyOf(falsePositives);
        references = List.copyOf(references);
        aliases = List.copyOf(aliases);
        claims = List.copyOf(claims);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * A threshold that a {@code meshdx.yaml} may set.
     *
     * @param id id
     * @param value value without one, with its unit
     * @param says what it decides
     */
    public record Threshold(String id, String value, String says) {}

    /**
     * What one rule would say.
     *
     * @param rule rule name
     * @param weight word such as {@code strong} or {@code strong-against}
     * @param says statement, a template
     */
    public record Clue(String rule, String weight, String says) {}

    /**
     * A claim of the source document.
     *
     * @param numbers its numbers in docs/seed-claims.md
     * @param verdict word such as {@code wrong} or {@code unverifiable}
     * @param says the claim
     * @param right what holds, and why
     */
    public record Claim(List<Integer> numbers, String verdict, String says, String right) {

        public Claim {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * An alert of Prometheus.
     *
     * @param name name
     * @param severity {@code info}, {@code warning} or {@code critical}
     * @param expr expression
     * @param needs what must be scraped or switched on, may be empty
     */
    public record Announcement(String name, String severity, String expr, String needs) {}
}
