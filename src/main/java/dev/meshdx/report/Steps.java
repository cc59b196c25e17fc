package dev.meshdx.report;

import dev.meshdx.diagnosis.Report.Command;
import java.io.IOException;
import java.util.List;

/** Commands to copy, each below what it does to the cluster and what it is for. */
final class Steps {

    /** Columns of the margin that holds labels such as "Evidence". */
    static final int MARGIN = 10;

    private Steps() {}

    /** At most that many steps behind the label. */
    static void write(Page page, int indent, String label, List<Command> steps, int limit) throws IOException {
        write(page, indent, label, steps, limit, false);
    }

    /** The same with numbers, for steps whose order matters. */
    static void writeNumbered(Page page, int indent, String label, List<Command> steps, int limit) throws IOException {
        write(page, indent, label, steps, limit, steps.size() > 1);
    }

    /** The command, unbroken; nothing for a step by hand. */
    static void command(Page page, int indent, String run) throws IOException {
        String prompt = "$ ";
        for (String line : run.lines().toList()) {
            page.verbatim(indent, Span.dim(prompt), Span.bold(line));
            prompt = "  ";
        }
    }

    private static void write(Page page, int indent, String label, List<Command> steps, int limit, boolean numbered)
            throws IOException {
        List<Command> shown = steps.subList(0, Math.min(limit, steps.size()));
        int effectColumns = shown.stream()
                .mapToInt(step -> step.effect().length() + 3)
                .max()
                .orElse(0);
        int margin = Math.min(MARGIN, indent);
        String name = label;
        int number = 0;
        for (Command step : shown) {
            number++;
            page.label(indent - margin, numbered ? rightAligned(name, number, margin) : name);
            name = "";
            var effect = new Span("[" + step.effect() + "]", Ink.ofEffect(step.effect())).padded(effectColumns);
            if (step.purpose().isEmpty()) {
                page.row(indent, effect);
            } else {
                page.hanging(indent, effect, Span.of(step.purpose()));
            }
            command(page, indent, step.run());
        }
        if (number < steps.size()) {
            page.row(indent, Span.dim(page.glyphs().more + " " + (steps.size() - number) + " more"));
        }
    }

    /** The label, and the number before the last column of the margin. */
    private static String rightAligned(String label, int number, int margin) {
        String digits = Integer.toString(number);
        int gap = margin - 1 - label.length() - digits.length();
        return label + " ".repeat(Math.max(label.isEmpty() ? 0 : 1, gap)) + digits;
    }
}
