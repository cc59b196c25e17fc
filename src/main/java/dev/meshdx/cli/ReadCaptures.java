package dev.meshdx.cli;

import dev.meshdx.authoring.CaptureReading;
import dev.meshdx.capture.Captures;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Selection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The readers of captures, for tests of rules.
 *
 * @param selection what the packs under test ask for
 */
record ReadCaptures(Selection selection) implements CaptureReading {

    @Override
    public FactBase capture(Path path) {
        return Captures.open(List.of(path.toString()), selection, message -> {});
    }

    @Override
    public FactBase files(Map<String, String> files, Instant now) {
        return Captures.of(files, now, selection);
    }
}
