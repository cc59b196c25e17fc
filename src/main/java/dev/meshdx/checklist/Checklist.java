package dev.meshdx.checklist;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Missing;
import dev.meshdx.diagnosis.Report.Undecided;
import dev.meshdx.facts.FactBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The checklist answered by a capture.
 *
 * @param headline where to begin
 * @param steps steps in order
 */
public record Checklist(String headline, List<Step> steps) {

    private static final int MAX_COMMANDS = 2;

    public Checklist {
        steps = List.copyOf(steps);
    }

    /** Answer of a decision point. */
    public enum Answer {
        /** One of its failure modes was found. */
        FOUND("found"),
        /** It was looked for and is not there. */
        CLEAR("clear"),
        /** The capture can't answer it. */
        UNKNOWN("unknown"),
        /** Nothing of it exists in this mesh. */
        NOT_APPLICABLE("not-applicable");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        /** The word of the report. */
        public String word() {
            return word;
        }
    }

    /**
     * A step of the walk.
     *
     * @param id readable slug
     * @param question what it asks
     * @param seconds time that it may take
     * @param points its decision points
     */
    public record Step(String id, String question, int seconds, List<Point> points) {

        /** The worst answer of its points. */
        public Answer answer() {
            return points.stream().map(Point::answer).min(Enum::compareTo).orElse(Answer.NOT_APPLICABLE) == Answer.FOUND
                    ? Answer.FOUND
                    : points.stream().anyMatch(point -> point.answer() == Answer.UNKNOWN)
                            ? Answer.UNKNOWN
                            : points.stream().anyMatch(point -> point.answer() == Answer.CLEAR)
                                    ? Answer.CLEAR
                                    : Answer.NOT_APPLICABLE;
        }
    }

    /**
     * A decision point.
     *
     * @param id readable slug
     * @param question what it asks
     * @param answer what the capture answers
     * @param seen what was seen, empty when nothing was
     * @param found failure modes that were found, with their subjects
     * @param meaning what the answer means and where to go
     * @param missing kinds of evidence that are not captured and would answer it
     * @param commands read-only commands that would
     */
    public record Point(
            String id,
            String question,
            Answer answer,
            String seen,
            List<Diagnosis> found,
            String meaning,
            List<String> missing,
            List<String> commands) {}

    /**
     * Walks through the checklist.
     *
     * @param base the facts of the capture
     * @param report its diagnosis
     */
    public static Checklist of(FactBase base, Report report) {
        var observations = new Observations(base, report);
        List<Step> steps = new ArrayList<>();
        for (Map<?, ?> step : maps(content())) {
            List<Point> points = new ArrayList<>();
            for (Map<?, ?> point : maps(step.get("points"))) {
                points.add(point(point, observations, report));
            }
            steps.add(new Step(
                    text(step, "id"), text(step, "question"), Integer.parseInt(text(step, "seconds")), points));
        }
        return new Checklist(headline(steps, report), steps);
    }

    private static Point point(Map<?, ?> point, Observations observations, Report report) {
        List<String> modes = point.get("modes") instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : List.of();
        String seen = observations.of(text(point, "seen"));
        List<Diagnosis> found = report.diagnoses().stream()
                .filter(diagnosis -> modes.contains(diagnosis.id()))
                .toList();
        List<Undecided> open = report.undecided().stream()
                .filter(mode -> modes.contains(mode.id()) && !mode.missing().isEmpty())
                .toList();
        boolean applies = !open.isEmpty()
                || modes.stream().anyMatch(id -> report.ruledOut().contains(id))
                || report.undecided().stream().anyMatch(mode -> modes.contains(mode.id()));
        Answer answer;
        if (!found.isEmpty()) {
            answer = Answer.FOUND;
        } else if (modes.isEmpty()) {
            answer = seen.isEmpty() ? Answer.UNKNOWN : Answer.CLEAR;
        } else if (!applies) {
            answer = Answer.NOT_APPLICABLE;
        } else {
            answer = open.isEmpty() ? Answer.CLEAR : Answer.UNKNOWN;
        }
        Set<String> missing = new LinkedHashSet<>();
        Set<String> commands = new LinkedHashSet<>();
        if (answer == Answer.UNKNOWN) {
            for (Undecided mode : open) {
                for (Missing kind : mode.missing()) {
                    missing.add(kind.kind());
                    commands.add(kind.command());
                }
            }
            if (commands.isEmpty() && !text(point, "capture").isEmpty()) {
                commands.add(text(point, "capture"));
            }
        }
        return new Point(
                text(point, "id"),
                text(point, "question"),
                answer,
                seen,
                found,
                answer == Answer.FOUND ? text(point, "found") : answer == Answer.CLEAR ? text(point, "clear") : "",
                List.copyOf(missing),
                commands.stream().limit(MAX_COMMANDS).toList());
    }

    private static String headline(List<Step> steps, Report report) {
        for (Step step : steps) {
            for (Point point : step.points) {
                if (point.answer == Answer.FOUND) {
                    return "Begin with step " + (steps.indexOf(step) + 1) + ", " + step.id + ": " + point.meaning
                            + cause(point, report);
                }
            }
        }
        if (!report.diagnoses().isEmpty()) {
            return "Begin with what was found outside of the checklist: "
                    + report.diagnoses().get(0).title();
        }
        long unknown = steps.stream()
                .flatMap(step -> step.points.stream())
                .filter(point -> point.answer == Answer.UNKNOWN)
                .count();
        return unknown == 0
                ? "Every point is clear"
                : "Nothing was found; " + unknown + " points can't be answered by this capture";
    }

    /** What stands above the findings of a point. */
    private static String cause(Point point, Report report) {
        boolean root = point.found.stream().anyMatch(Diagnosis::isRoot);
        return root
                ? ""
                : report.diagnoses().stream()
                        .filter(Diagnosis::isRoot)
                        .findFirst()
                        .map(diagnosis -> " The cause: " + diagnosis.title() + ".")
                        .orElse("");
    }

    private static Object content() {
        try (InputStream in = Checklist.class.getResourceAsStream("checklist.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<?, ?>> maps(@org.jspecify.annotations.Nullable Object items) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (items instanceof List<?> list) {
            list.forEach(item -> maps.add((Map<?, ?>) item));
        }
        return maps;
    }

    private static String text(Map<?, ?> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : String.valueOf(value);
    }
}
