package dev.meshdx.diagnosis;

import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.diagnosis.Picture.Moment;
import dev.meshdx.facts.ContainerState;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.KubeEvent;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.ResponseFlagCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What happened when, from everything in a capture that has a time. */
final class History {

    private static final int MAX_MOMENTS = 500;

    /** Certificates that end later than this after the capture are no news. */
    private static final Duration AHEAD = Duration.ofDays(30);

    /** Reasons of events that tell of a change rather than of trouble. */
    private static final Set<String> CHANGES =
            Set.of("ScalingReplicaSet", "SuccessfulCreate", "SuccessfulDelete", "Killing", "SuccessfulRescale");

    private final List<Moment> moments = new ArrayList<>();
    private final Instant now;

    private History(Instant now) {
        this.now = now;
    }

    static List<Moment> of(FactBase base) {
        History history = new History(base.time());
        base.of(ContainerState.class).forEach(history::restart);
        Certificates.of(base).forEach(history::certificate);
        base.of(KubeEvent.class).forEach(history::event);
        base.of(ResponseFlagCount.class).forEach(history::errors);
        base.of(LogSignature.class).forEach(history::logged);
        return history.newest();
    }

    /** The newest when there are too many, in order of time. */
    private List<Moment> newest() {
        return moments.stream()
                .filter(moment -> moment.time().isAfter(Instant.EPOCH))
                .distinct()
                .sorted(Comparator.comparing(Moment::time)
                        .reversed()
                        .thenComparing(Moment::kind)
                        .thenComparing(Moment::subject)
                        .thenComparing(Moment::what))
                .limit(MAX_MOMENTS)
                .sorted(Comparator.comparing(Moment::time)
                        .thenComparing(Moment::kind)
                        .thenComparing(Moment::subject)
                        .thenComparing(Moment::what))
                .toList();
    }

    private void restart(ContainerState container) {
        String reason = container.lastReason().isEmpty() ? "ended" : container.lastReason();
        String code = container.lastExitCode() < 0 ? "" : " with code " + container.lastExitCode();
        moments.add(new Moment(
                container.lastFinishedAt(),
                "restart",
                container.podSubject(),
                "Container " + container.container() + " ended" + code + " (" + reason + "), "
                        + Headline.count(container.restartCount(), "restart") + " in all",
                Math.max(1, container.restartCount())));
    }

    private void certificate(HeldCertificate certificate) {
        String what = certificate.role() + " certificate"
                + (certificate.holders() > 1 ? ", held by " + certificate.holders() : "");
        if (!certificate.notBefore().isAfter(now)) {
            add(certificate, certificate.notBefore(), "Validity begins: " + what);
        }
        if (certificate.notAfter().isBefore(now.plus(AHEAD))) {
            String verb = certificate.notAfter().isAfter(now) ? "Will end: " : "Ended: ";
            add(certificate, certificate.notAfter(), verb + what);
        }
    }

    private void add(HeldCertificate certificate, Instant time, String what) {
        moments.add(new Moment(time, "certificate", certificate.holder(), what, certificate.holders()));
    }

    private void event(KubeEvent event) {
        boolean change = CHANGES.contains(event.reason());
        if (change || event.type().equals("Warning")) {
            moments.add(new Moment(
                    event.last(),
                    change ? "change" : "event",
                    event.object(),
                    event.reason() + ": " + event.message(),
                    event.count()));
        }
    }

    private void errors(ResponseFlagCount calls) {
        if (!Calls.failed(calls) || !Calls.countsLines(calls)) {
            return;
        }
        String flags = calls.flag().equals("-") ? "" : " " + calls.flags();
        String to = calls.host().isEmpty() ? "" : " to " + calls.host();
        long seconds = Duration.between(calls.first(), calls.last()).toSeconds();
        moments.add(new Moment(
                calls.first(),
                "errors",
                calls.client(),
                calls.count() + " of " + calls.total() + " requests" + to + " ended with " + calls.code() + flags
                        + (seconds > 0 ? " within " + seconds + " s" : ""),
                calls.count()));
    }

    private void logged(LogSignature log) {
        moments.add(
                new Moment(log.first(), "errors", log.subject(), log.container() + " logged " + log.id(), log.count()));
    }
}
