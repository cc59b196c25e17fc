package dev.meshdx.audit;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.ResponseFlagCount;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The earliest moment that the evidence of a finding tells. */
final class EvidenceStart {

    private final Map<String, Instant> moments = new HashMap<>();

    EvidenceStart(FactBase base) {
        for (Fact fact : base.facts()) {
            Instant moment = moment(fact);
            if (moment.isAfter(Instant.EPOCH) && !moment.isAfter(base.time())) {
                moments.merge(
                        key(
                                fact.getClass().getSimpleName(),
                                fact.origin().file(),
                                fact.origin().line(),
                                fact.origin().pointer()),
                        moment,
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
    }

    Optional<Instant> of(Report.Diagnosis diagnosis) {
        return diagnosis.evidence().stream()
                .filter(evidence -> evidence.decibans() > 0)
                .flatMap(evidence -> evidence.facts().stream())
                .flatMap(proof ->
                        Optional.ofNullable(moments.get(key(proof.type(), proof.file(), proof.line(), proof.pointer())))
                                .stream())
                .min(Comparator.naturalOrder());
    }

    private static String key(String type, String file, int line, String pointer) {
        return type + ' ' + file + ' ' + line + ' ' + pointer;
    }

    private static Instant moment(Fact fact) {
        if (fact instanceof LogSignature log) {
            return log.first();
        }
        if (fact instanceof ResponseFlagCount flags) {
            return flags.first();
        }
        if (fact instanceof KubeEvent event) {
            return event.last();
        }
        if (fact instanceof ContainerState container) {
            return container.lastFinishedAt();
        }
        return fact instanceof Certificate certificate && certificate.expired()
                ? certificate.notAfter()
                : Instant.EPOCH;
    }
}
