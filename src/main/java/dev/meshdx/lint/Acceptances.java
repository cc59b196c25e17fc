package dev.meshdx.lint;

import dev.meshdx.rules.Closest;
import dev.meshdx.rules.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of a file that accept findings: {@code # lint-ok: ID REASON} in YAML, {@code // lint-ok: ID REASON} in DRL, at the
 * end of the line or alone above it.
 */
final class Acceptances {

    static final String BAD = "bad-suppression";
    static final String UNUSED = "unused-suppression";

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)(#|//)\\s*lint-ok:\\s*(\\S*)\\s*(.*)$");
    private static final Pattern ONLY_COMMENT = Pattern.compile("\\s*(#|//).*");

    private final Source file;
    private final List<Acceptance> all = new ArrayList<>();

    /** What is wrong with the comments themselves; found after all other checks, so it only has a name here. */
    static final class Problem extends Check {
        Problem(String id, Severity severity, String explanation) {
            super(id, severity, explanation);
        }

        @Override
        boolean acceptable() {
            return false;
        }

        @Override
        void check(Catalogue catalogue, Findings findings) {
            // Lint asks for problems() when everything else was judged.
        }
    }

    /** One comment: the line that it speaks of, the check that it accepts, and why. */
    private static final class Acceptance {
        private final Place at;
        private final int line;
        private final String id;
        private final String reason;
        private boolean used;

        Acceptance(Place at, int line, String id, String reason) {
            this.at = at;
            this.line = line;
            this.id = id;
            this.reason = reason;
        }
    }

    Acceptances(Source file) {
        this.file = file;
        String mark = file.path().endsWith(".drl") ? "//" : "#";
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = COMMENT.matcher(lines.get(i));
            if (!matcher.find() || !matcher.group(1).equals(mark)) {
                continue;
            }
            int target = i;
            boolean alone = ONLY_COMMENT.matcher(lines.get(i)).matches();
            while (alone && target < lines.size() && isComment(lines.get(target))) {
                target++;
            }
            all.add(new Acceptance(
                    new Place(i + 1, matcher.start(1) + 1),
                    target + 1,
                    matcher.group(2),
                    matcher.group(3).strip()));
        }
    }

    private static boolean isComment(String line) {
        return line.isBlank() || ONLY_COMMENT.matcher(line).matches();
    }

    /** The finding, accepted when a comment says so. */
    Finding judge(Finding finding, boolean acceptable) {
        for (Acceptance each : all) {
            boolean meant = each.line == finding.at().line() && each.id.equals(finding.lint());
            if (meant && acceptable && !each.reason.isEmpty()) {
                each.used = true;
                return finding.accept(each.reason);
            }
        }
        return finding;
    }

    /** What is wrong with the comments themselves, after all findings were judged. */
    List<Finding> problems(Map<String, Check> checks) {
        List<Finding> problems = new ArrayList<>();
        for (Acceptance each : all) {
            Check check = checks.get(each.id);
            if (check == null) {
                problems.add(bad(each, "there is no check '" + each.id + "'" + Closest.hint(each.id, checks.keySet())));
            } else if (!check.acceptable()) {
                problems.add(bad(each, each.id + " cannot be accepted: the pack would not load"));
            } else if (each.reason.isEmpty()) {
                problems.add(bad(each, "lint-ok: " + each.id + " gives no reason"));
            } else if (!each.used) {
                problems.add(new Finding(
                        file.path(),
                        each.at,
                        Severity.WARNING,
                        UNUSED,
                        each.id + " finds nothing in line " + each.line,
                        "remove the comment",
                        ""));
            }
        }
        return problems;
    }

    private Finding bad(Acceptance each, String message) {
        return new Finding(file.path(), each.at, Severity.ERROR, BAD, message, "write: lint-ok: ID REASON", "");
    }
}
