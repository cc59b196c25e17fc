package dev.meshdx.cli;

import dev.meshdx.capture.Captures;
import dev.meshdx.rules.RuleBase;

/**
 * Loads packs, readers and the engine on a second core while the first parses the command line and reads the capture: a
 * quarter of the time of a small run.
 */
final class WarmUp {

    private WarmUp() {}

    static void start() {
        Thread thread = new Thread(
                () -> {
                    RuleBase.bundled().selection();
                    Captures.warmUp();
                    RuleBase.warmUp();
                },
                "meshdx-warm-up");
        thread.setDaemon(true);
        thread.start();
    }
}
