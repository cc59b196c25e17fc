package dev.meshdx.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The whole knowledge entry of a failure mode: what people read. Texts are templates over the variables of the rules that
 * matched.
 *
 * @param id id
 * @param title title
 * @param status experimental, stable (each of its conditions is held by a test) or deprecated
 * @param missing what it lacks to be stable, one sentence; empty when it is
 * @param severity severity
 * @param layer layer
 * @param meshes mesh kinds
 * @param summary one sentence, a template
 * @param why mechanism
 * @param says statement per rule, a template
 * @param weights weight word per rule
 * @param causes effects
 * @param confirm commands that confirm it
 * @param fix steps that repair it
 * @param verify commands that prove the repair
 * @param identifyTime usual time to identify
 * @param fixTime usual time to fix
 * @param timeSource where the times come from: {@code seed} (claimed by the source document), {@code estimate} or a reference
 * @param expertise what one must know
 * @param cost cost note, empty when there is none
 * @param falsePositives when it may be wrong
 * @param references sources
 * @param aliases codes of other tools
 * @param claims what the source document says of it, and what holds
 * @param parameters its thresholds that a site may tune
 */
public record Entry(
        String id,
        String title,
        String status,
        String missing,
        String severity,
        String layer,
        List<String> meshes,
        String summary,
        String why,
        Map<String, String> says,
        Map<String, String> weights,
        List<String> causes,
        List<Step> confirm,
        List<Step> fix,
        List<Step> verify,
        String identifyTime,
        String fixTime,
        String timeSource,
        List<String> expertise,
        String cost,
        List<String> falsePositives,
        List<String> references,
        List<String> aliases,
        List<Claim> claims,
        List<Parameter> parameters) {

    /** The same with another severity. */
    Entry rated(String other) {
        return new Entry(
                id,
                title,
                status,
                missing,
                other,
                layer,
                meshes,
                summary,
                why,
                says,
                weights,
                causes,
                confirm,
                fix,
                verify,
                identifyTime,
                fixTime,
                timeSource,
                expertise,
                cost,
                falsePositives,
                references,
                aliases,
                claims,
                parameters);
    }

    /**
     * One step of an entry.
     *
     * @param run command template, empty for a step by hand
     * @param effect read-only, safe, disruptive or destructive
     * @param purpose what it is for, a template
     * @param when name of the rule without which the step makes no sense, empty for always
     * @param versions version range such as {@code istio >=1.24}, empty for all
     */
    public record Step(String run, String effect, String purpose, String when, String versions) {}

    /**
     * A threshold that a site may tune.
     *
     * @param name name, unique in the entry
     * @param standard value without a {@code meshdx.yaml}
     * @param unit what it counts
     * @param says what it decides, in one sentence
     * @param least smallest value that makes sense
     * @param most largest one
     */
    public record Parameter(String name, double standard, String unit, String says, double least, double most) {

        /** The value without a {@code meshdx.yaml}, with its unit. */
        public String shown() {
            return plain(standard) + " " + unit;
        }

        /** A number as people write it. */
        public static String plain(double number) {
            return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
        }
    }

    /**
     * What the source document claims about this failure mode, as docs/seed-claims.md numbers it.
     *
     * @param numbers numbers of the claim, several when the document repeats it
     * @param verdict one of {@link #VERDICTS}
     * @param says the claim
     * @param right what holds, and why
     */
    public record Claim(List<Integer> numbers, String verdict, String says, String right) {

        /** The words of a verdict. */
        public static final List<String> VERDICTS =
                List.of("correct", "correct with conditions", "outdated", "wrong", "unverifiable");

        public Claim {
            numbers = List.copyOf(numbers);
        }
    }
}
