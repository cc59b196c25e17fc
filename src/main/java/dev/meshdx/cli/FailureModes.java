package dev.meshdx.cli;

import dev.meshdx.rules.Closest;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Failure modes as people name them: by id, or by the code of another tool. */
final class FailureModes {

    private FailureModes() {}

    /** The ids that are meant; at least one. */
    static List<String> named(String id, RuleBase rules) {
        List<String> ids = rules.failureModes().stream().map(FailureMode::id).toList();
        if (ids.contains(id)) {
            return List.of(id);
        }
        String code = id.toUpperCase(Locale.ROOT);
        List<String> matching = ids.stream()
                .filter(each -> rules.entry(each).aliases().stream()
                        .anyMatch(alias -> alias.toUpperCase(Locale.ROOT).equals(code)))
                .toList();
        if (matching.isEmpty()) {
            String order = id.contains("/") || Files.exists(Path.of(id)) ? "; the id comes before the capture" : "";
            throw new UsageException("no failure mode '" + id + "'" + Closest.hint(id, ids) + order
                    + "; list them with: meshdx rules list");
        }
        return matching;
    }
}
