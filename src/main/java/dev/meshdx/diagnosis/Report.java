package dev.meshdx.diagnosis;

import dev.meshdx.criteria.Criterion;
import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of one diagnosis run; every output format is a rendering of it and of nothing else. JSON: schema
 * {@code meshdx.report/v1}.
 *
 * @param tool what ran
 * @param capture what was read
 * @param headline one sentence: how many root causes explain how many findings
 * @param verdict findings, healthy (nothing found and enough captured to say so) or undecidable
 * @param diagnoses everything that was found; roots by rank first, each followed by what it explains
 * @param undecided failure modes that the capture can't decide, the most important first
 * @param ruledOut ids of the failure modes that the capture rules out, sorted
 * @param next read-only commands whose output would decide most, best first
 * @param criteria success criteria as far as one capture can answer them
 * @param notes what a reader of the report must know: packs that failed, clocks that disagree, quarantined rules
 * @param site what the site tuned, and which findings it accepts
 * @param picture what surrounds the findings; {@link Picture#NONE} when no output shows it
 */
public record Report(
        Tool tool,
        Capture capture,
        String headline,
        String verdict,
        List<Diagnosis> diagnoses,
        List<Undecided> undecided,
        List<String> ruledOut,
        List<NextStep> next,
        List<Criterion> criteria,
        List<String> notes,
        SiteEffects site,
        Picture picture) {

    /** Name of the JSON schema that {@code -o json} follows. */
    public static final String SCHEMA = "meshdx.report/v1";

    public Report {
        diagnoses = List.copyOf(diagnoses);
        undecided = List.copyOf(undecided);
        ruledOut = List.copyOf(ruledOut);
        next = List.copyOf(next);
        criteria = List.copyOf(criteria);
        notes = List.copyOf(notes);
    }

    /** Without a {@code meshdx.yaml} and without a picture. */
    public Report(
            Tool tool,
            Capture capture,
            String headline,
            String verdict,
            List<Diagnosis> diagnoses,
            List<Undecided> undecided,
            List<String> ruledOut,
            List<NextStep> next,
            List<Criterion> criteria,
            List<String> notes) {
        this(
                tool,
                capture,
                headline,
                verdict,
                diagnoses,
                undecided,
                ruledOut,
                next,
                criteria,
                notes,
                SiteEffects.NONE,
                Picture.NONE);
    }

    /** The same report with one more note. */
    public Report noting(String note) {
        return new Report(
                tool,
                capture,
                headline,
                verdict,
                diagnoses,
                undecided,
                ruledOut,
                next,
                criteria,
                Stream.concat(notes.stream(), Stream.of(note)).toList(),
                site,
                picture);
    }

    /** The same report with that picture. */
    public Report with(Picture shown) {
        return new Report(
                tool, capture, headline, verdict, diagnoses, undecided, ruledOut, next, criteria, notes, site, shown);
    }

    /**
     * What a {@code meshdx.yaml} changed.
     *
     * @param file its path, empty when there was none
     * @param tuned thresholds, severities and further inputs, in order of the file
     * @param suppressed findings that it accepts, in order of id and subject
     */
    public record SiteEffects(String file, List<Tuned> tuned, List<Suppressed> suppressed) {
        /** Nothing. */
        public static final SiteEffects NONE = new SiteEffects("", List.of(), List.of());

        public SiteEffects {
            tuned = List.copyOf(tuned);
            suppressed = List.copyOf(suppressed);
        }
    }

    /**
     * Something that the site tuned.
     *
     * @param what threshold, severity, log, statistic or metric
     * @param id parameter, failure mode, log signature or name
     * @param value what the site sets, empty when it only adds
     * @param standard what the pack has, empty when the site only adds
     */
    public record Tuned(String what, String id, String value, String standard) {}

    /**
     * A finding that the site accepts, so that it is neither ranked nor counted.
     *
     * @param id failure mode
     * @param title its title
     * @param severity its severity
     * @param certainty probability that it is present
     * @param subject what it is about
     * @param reason why it is accepted
     * @param until last day of the acceptance, UTC
     */
    public record Suppressed(
            String id,
            String title,
            String severity,
            double certainty,
            Subject subject,
            String reason,
            LocalDate until) {}

    /**
     * What ran.
     *
     * @param version version of meshdx
     * @param packs loaded packs
     * @param packsNotLoaded packs that were asked for and failed a check, so that nothing of them was assessed
     */
    public record Tool(String version, List<Pack> packs, List<PackNotLoaded> packsNotLoaded) {

        /** With all packs loaded. */
        public Tool(String version, List<Pack> packs) {
            this(version, packs, List.of());
        }
    }

    /**
     * A pack that was not loaded.
     *
     * @param name name, or its path when it has none
     * @param version version, empty when unknown
     * @param source path that was given
     * @param reason what is wrong with it
     * @param failureModes how many failure modes it holds, 0 when unknown
     */
    public record PackNotLoaded(String name, String version, String source, String reason, int failureModes) {}

    /**
     * A loaded pack.
     *
     * @param name name
     * @param version semantic version
     * @param sha256 digest of its files
     */
    public record Pack(String name, String version, String sha256) {}

    /**
     * What was read.
     *
     * @param sources paths that were given
     * @param formats recognised formats, sorted
     * @param clusters cluster names, sorted
     * @param time capture time
     * @param timeFrom what the time was taken from; "unknown" when nothing tells
     * @param meshes meshes that were found
     * @param coverage what the capture could have shown
     * @param files what became of each file
     */
    public record Capture(
            List<String> sources,
            List<String> formats,
            List<String> clusters,
            Instant time,
            String timeFrom,
            List<Mesh> meshes,
            List<Coverage> coverage,
            List<CapturedFile> files) {}

    /**
     * A mesh of the capture.
     *
     * @param cluster cluster
     * @param kind istio-sidecar, istio-ambient, linkerd, consul, gloo or envoy
     * @param version version, empty when unknown
     * @param revision revision, empty when none
     * @param namespace control-plane namespace, empty when unknown
     */
    public record Mesh(String cluster, String kind, String version, String revision, String namespace) {}

    /**
     * A failure mode that was found for one subject.
     *
     * @param ref reference within the report: "d1", "d2" in order of appearance
     * @param rank 1 for the root to look at first; 0 for a diagnosis that another one explains
     * @param id failure mode
     * @param title title of the failure mode
     * @param severity info, low, medium, high or critical
     * @param certainty probability that the failure mode is present, 0 to 1
     * @param score ranking score, the product of the factors
     * @param factors named factors of the score in order
     * @param kind root, intermediate or symptom
     * @param mesh mesh kind that it was found in, empty for Kubernetes itself
     * @param layer layer: infra, network, control-plane, identity, config, proxy or workload
     * @param subject what it is about
     * @param aliases codes of other tools that mean the same
     * @param reach how much it touches
     * @param explains references of the diagnoses that this one explains directly
     * @param explainedBy reference of the diagnosis that explains this one, empty for a root
     * @param summary one sentence with the names of this capture
     * @param why the mechanism
     * @param evidence what speaks for and against it, strongest first
     * @param confirm commands that confirm it
     * @param fix steps that repair it, in order
     * @param verify commands that prove the repair
     * @param identifyTime usual time to identify, free text
     * @param fixTime usual time to fix, free text
     * @param timeSource where the times come from: {@code seed} (claimed by the source document), {@code estimate} or a
     *     reference
     * @param expertise what one must know
     * @param falsePositives when the finding may be wrong
     * @param references sources
     */
    public record Diagnosis(
            String ref,
            int rank,
            String id,
            String title,
            String severity,
            double certainty,
            double score,
            Map<String, Double> factors,
            String kind,
            String mesh,
            String layer,
            Subject subject,
            List<String> aliases,
            Reach reach,
            List<String> explains,
            String explainedBy,
            String summary,
            String why,
            List<Evidence> evidence,
            List<Command> confirm,
            List<Command> fix,
            List<Command> verify,
            String identifyTime,
            String fixTime,
            String timeSource,
            List<String> expertise,
            List<String> falsePositives,
            List<String> references) {

        /** confirmed (0.9 or more), likely (0.5 or more) or possible. */
        public String band() {
            return certainty >= 0.9 ? "confirmed" : certainty >= 0.5 ? "likely" : "possible";
        }

        /** Whether nothing in the report explains it. */
        public boolean isRoot() {
            return explainedBy.isEmpty();
        }
    }

    /**
     * How much a diagnosis touches, itself and what it explains.
     *
     * @param namespaces namespaces
     * @param workloads workloads
     * @param proxies proxies
     */
    public record Reach(int namespaces, int workloads, int proxies) {}

    /**
     * What one rule contributed.
     *
     * @param rule rule name
     * @param statement what was seen, one sentence
     * @param weight word: weak, moderate, strong, very-strong, conclusive, or the same with "-against"
     * @param decibans contribution to the certainty in decibans, negative when it speaks against
     * @param facts facts that the rule matched, at most 10
     * @param moreFacts how many more there were
     */
    public record Evidence(
            String rule, String statement, String weight, int decibans, List<Proof> facts, int moreFacts) {}

    /**
     * One matched fact.
     *
     * @param type fact type
     * @param key what it is about
     * @param file file, empty for a derived fact
     * @param line line, 0 when the place is a pointer
     * @param pointer JSON pointer, empty when the place is a line
     */
    public record Proof(String type, String key, String file, int line, String pointer) {}

    /**
     * A command to copy, with all names filled in and quoted for a POSIX shell; or a step by hand.
     *
     * @param run command line, empty for a step without one
     * @param effect read-only, safe, disruptive or destructive
     * @param purpose what it is for
     */
    public record Command(String run, String effect, String purpose) {}

    /**
     * A failure mode that the capture can't decide.
     *
     * @param id failure mode
     * @param title its title
     * @param severity its severity
     * @param certainty probability after what was seen
     * @param missing what would decide
     */
    public record Undecided(String id, String title, String severity, double certainty, List<Missing> missing) {}

    /**
     * A kind of evidence that was not captured.
     *
     * @param kind Kubernetes kind or kind of evidence
     * @param command read-only command that captures it
     */
    public record Missing(String kind, String command) {}

    /**
     * A read-only command whose output would decide something.
     *
     * @param run command line
     * @param kind kind of evidence that it captures
     * @param decides failure modes that it would decide, most important first
     * @param value expected information, larger is better
     */
    public record NextStep(String run, String kind, List<String> decides, double value) {}
}
