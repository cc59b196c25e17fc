package dev.meshdx;

import dev.meshdx.authoring.CaptureReading;
import dev.meshdx.capture.Captures;
import dev.meshdx.facts.FactBase;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The real readers, asked for what some rules want. */
public record TestCaptures(RuleBase rules) implements CaptureReading {

    @Override
    public FactBase capture(Path path) {
        return Captures.open(List.of(path.toString()), rules.selection(), message -> {});
    }

    @Override
    public FactBase files(Map<String, String> files, Instant now) {
        return Captures.of(files, now, rules.selection());
    }
}
