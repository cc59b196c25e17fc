package dev.meshdx.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Versions that all bounds admit, written as {@code >=1.2 <2}; a bound may leave out minor and patch, which then count as 0.
 *
 * @param text as written
 * @param bounds bounds, none of them admits everything
 */
record VersionRange(String text, List<Bound> bounds) {

    static final VersionRange ANY = new VersionRange("", List.of());

    private static final SemVer LOWEST = new SemVer(0, 0, 0, "");
    private static final SemVer HIGHEST = new SemVer(Integer.MAX_VALUE, 0, 0, "");
    private static final Pattern BOUND =
            Pattern.compile("(>=|<=|>|<|=)\\s*(\\d{1,9})(\\.\\d{1,9})?(\\.\\d{1,9})?(?:\\s+|\\s*,\\s*|$)");

    /** One side of a range. */
    record Bound(String operator, SemVer version) {

        boolean admits(SemVer other) {
            int order = other.compareTo(version);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                default -> order == 0;
            };
        }
    }

    VersionRange {
        bounds = List.copyOf(bounds);
    }

    /** The range of that text; empty when it is none. */
    static Optional<VersionRange> of(String text) {
        List<Bound> bounds = new ArrayList<>();
        String rest = text.strip();
        Matcher bound = BOUND.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!bound.find(at) || bound.start() != at) {
                return Optional.empty();
            }
            at = bound.end();
            bounds.add(new Bound(
                    String.valueOf(bound.group(1)),
                    new SemVer(number(bound.group(2)), number(bound.group(3)), number(bound.group(4)), "")));
        }
        return bounds.isEmpty() ? Optional.empty() : Optional.of(new VersionRange(rest, bounds));
    }

    /** Whether it admits a version; a pre-release counts as its release, since it is what the release will be. */
    boolean admits(SemVer version) {
        return bounds.stream().allMatch(bound -> bound.admits(version.release()));
    }

    /**
     * Whether it admits every version that another range admits. Ranges change at their bounds only, so it is enough to look at
     * those, at what comes just after them, and below and above them all.
     */
    boolean covers(VersionRange other) {
        return Stream.concat(bounds.stream(), other.bounds.stream())
                .map(Bound::version)
                .flatMap(at -> Stream.of(at, new SemVer(at.major(), at.minor(), at.patch() + 1, "")))
                .flatMap(at -> Stream.of(at, LOWEST, HIGHEST))
                .allMatch(at -> admits(at) || !other.admits(at));
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits.replace(".", ""));
    }
}
