package dev.meshdx.capture;

import java.time.Instant;

/**
 * Joins the start of a proxy, from config_dump, with its uptime, from server_info: together they tell when it was
 * asked.
 */
final class EnvoyClock {

    private EnvoyClock() {}

    /** Keeps one half, and reports the moment when the other half of the same folder is there. */
    static void add(EnvoyEvidence.Clock clock, Evidence evidence) {
        evidence.all(EnvoyEvidence.Clock.class).stream()
                .filter(other -> folder(other).equals(folder(clock)))
                .forEach(other -> {
                    observe(clock, other, evidence);
                    observe(other, clock, evidence);
                });
        evidence.add(clock);
    }

    private static void observe(EnvoyEvidence.Clock start, EnvoyEvidence.Clock uptime, Evidence evidence) {
        if (!start.startedAt().equals(Instant.EPOCH) && uptime.uptimeSeconds() >= 0) {
            evidence.observedAt(start.startedAt().plusSeconds(uptime.uptimeSeconds()), "uptime of a proxy");
        }
    }

    private static String folder(EnvoyEvidence.Clock clock) {
        String file = clock.origin().file();
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }
}
