package dev.meshdx.rules;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (semver.org 2.0.0). Builds are told apart by nobody, so what stands behind {@code +} is dropped.
 *
 * @param major changes when something that others rely on is gone
 * @param minor changes when something is added
 * @param patch changes when something is repaired
 * @param pre pre-release such as {@code rc.1}, empty for a release
 */
record SemVer(int major, int minor, int patch, String pre) implements Comparable<SemVer> {

    private static final Pattern FORM = Pattern.compile(
            "(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");
    private static final Comparator<SemVer> ORDER = Comparator.comparingInt(SemVer::major)
            .thenComparingInt(SemVer::minor)
            .thenComparingInt(SemVer::patch)
            .thenComparing(SemVer::pre, SemVer::comparePre);

    /** The version of that text; empty when it is none. */
    static Optional<SemVer> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String pre = form.group(4);
        return Optional.of(new SemVer(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                pre == null ? "" : pre));
    }

    /** The release that this is a pre-release of, or itself. */
    SemVer release() {
        return new SemVer(major, minor, patch, "");
    }

    @Override
    public int compareTo(SemVer other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (pre.isEmpty() ? "" : "-" + pre);
    }

    /** A release comes after its pre-releases; numbers come before words, and are compared as numbers. */
    private static int comparePre(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        String[] lefts = left.split("\\.", -1);
        String[] rights = right.split("\\.", -1);
        for (int i = 0; i < Math.min(lefts.length, rights.length); i++) {
            boolean leftNumber = lefts[i].matches("\\d{1,9}");
            boolean rightNumber = rights[i].matches("\\d{1,9}");
            int order = leftNumber && rightNumber
                    ? Integer.compare(Integer.parseInt(lefts[i]), Integer.parseInt(rights[i]))
                    : leftNumber != rightNumber
                            ? Boolean.compare(rightNumber, leftNumber)
                            : lefts[i].compareTo(rights[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.length, rights.length);
    }
}
