package dev.meshdx.report;

import dev.meshdx.diagnosis.CertaintySteps;
import dev.meshdx.diagnosis.CertaintySteps.Vote;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Why;
import dev.meshdx.diagnosis.Why.Absence;
import dev.meshdx.diagnosis.Why.Seen;
import dev.meshdx.diagnosis.Why.Step;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Why something was found: the way from the diagnosis down to lines of the capture, as text and as JSON. */
public final class WhyPage {

    private static final int INDENT = 3;
    private static final int FACT = 5;

    private final Page page;

    private WhyPage(Page page) {
        this.page = page;
    }

    /** Text for people. */
    public static void write(List<Why> found, Style style, Appendable out) throws IOException {
        var page = new Page(style, out);
        boolean first = true;
        for (Why why : found) {
            if (!first) {
                page.blank();
            }
            first = false;
            new WhyPage(page).write(why);
        }
    }

    private void write(Why why) throws IOException {
        Diagnosis diagnosis = why.diagnosis();
        page.flow(0, Span.bold(diagnosis.id()), Span.dim(page.glyphs().separator), Span.bold(diagnosis.title()));
        page.flow(
                0,
                Span.of(diagnosis.band() + " " + Phrases.percent(diagnosis.certainty())),
                Span.dim(page.glyphs().separator),
                Span.of(diagnosis.subject().toString() + " in "
                        + diagnosis.subject().cluster()),
                Span.dim(page.glyphs().separator),
                Span.of(diagnosis.ref()));
        page.flow(0, Span.of(diagnosis.summary()));
        page.heading("Mechanism");
        page.flow(INDENT, Span.of(diagnosis.why()));
        page.heading("Evidence");
        for (Step step : why.rules()) {
            step(step);
        }
        page.heading("Certainty");
        certainty(page, why.certainty());
        page.heading("Place in the cause tree");
        place(why);
    }

    private void step(Step step) throws IOException {
        boolean supports = step.ratio() > 1;
        Span mark = supports
                ? new Span(page.glyphs().supports + " ", Ink.GREEN)
                : new Span(page.glyphs().refutes + " ", Ink.RED);
        page.hanging(INDENT, mark, Span.bold(step.statement()));
        page.flow(
                FACT,
                Span.of("rule " + step.rule() + ", " + step.weight() + " (" + ratio(step.ratio()) + "),"),
                Span.dim(step.place()));
        for (Seen seen : step.facts()) {
            page.hanging(
                    FACT,
                    Span.dim("- "),
                    Span.of(seen.type() + " " + seen.subject()),
                    Span.of(String.join(" ", seen.fields())),
                    Span.dim(seen.place().isEmpty() ? "concluded from other facts" : seen.place()));
        }
        if (step.moreFacts() > 0) {
            page.row(FACT, Span.dim(page.glyphs().more + " " + step.moreFacts() + " more"));
        }
        for (Absence absence : step.absences()) {
            page.hanging(
                    FACT,
                    Span.dim("- "),
                    Span.of(absence.condition()),
                    Span.dim("line " + absence.line() + ", " + covered(absence)));
        }
    }

    private static String ratio(double ratio) {
        return ratio > 1
                ? Math.round(ratio) + " times as likely with the fault"
                : Math.round(1 / ratio) + " times as likely without the fault";
    }

    private static String covered(Absence absence) {
        if (absence.coverage().isEmpty()) {
            return "not seen; the rule asks for no coverage";
        }
        List<String> kinds = absence.coverage().stream()
                .map(each -> each.kind() + " " + each.state() + " with " + each.count() + " read")
                .toList();
        return (absence.proven() ? "proven absent: " : "not seen: ") + String.join(", ", kinds);
    }

    /** The arithmetic of a certainty as a column of decibans. */
    static void certainty(Page page, CertaintySteps steps) throws IOException {
        line(page, steps.priorDecibans(), "prior, " + steps.prior() + ": " + Phrases.percent(steps.priorProbability()));
        for (Vote vote : steps.votes()) {
            if (vote.counts()) {
                line(page, vote.decibans(), vote.rule() + ", " + vote.weight());
            } else {
                page.hanging(
                        INDENT,
                        Span.of("        -  "),
                        Span.dim(vote.rule() + ", " + vote.weight() + ": does not count beside " + vote.outvotedBy()
                                + " of the same group " + vote.group()));
            }
        }
        String bound = steps.capped() ? ", the most that such evidence can give" : "";
        line(page, steps.decibans(), "in all: " + Phrases.percent(steps.certainty()) + bound);
    }

    private static void line(Page page, double decibans, String text) throws IOException {
        page.hanging(INDENT, Span.of(String.format(Locale.ROOT, "%+6.1f dB  ", decibans)), Span.of(text));
    }

    private void place(Why why) throws IOException {
        Why.Place place = why.place();
        if (place.path().isEmpty()) {
            page.flow(
                    INDENT, Span.of("Root cause " + why.diagnosis().rank() + ": nothing that was found explains it."));
        } else {
            page.flow(
                    INDENT,
                    Span.of("Explained by " + place.causeRef() + ": " + String.join(" causes ", place.path()) + "; "
                            + place.shared() + "."));
        }
        for (String effect : place.explains()) {
            page.flow(INDENT, Span.of("Explains " + effect + "."));
        }
    }

    /** JSON of schema {@code meshdx.why/v1}. */
    public static void writeJson(List<Why> found, Appendable out) throws IOException {
        try (var json = new Json(out)) {
            json.object(() -> {
                json.text("schema", "meshdx.why/v1");
                json.objects("found", found, why -> {
                    Diagnosis diagnosis = why.diagnosis();
                    json.text("ref", diagnosis.ref());
                    json.text("id", diagnosis.id());
                    json.object("subject", () -> JsonReport.subject(json, diagnosis.subject()));
                    json.number("certainty", diagnosis.certainty());
                    json.text("mechanism", diagnosis.why());
                    json.objects("rules", why.rules(), step -> step(json, step));
                    json.object("arithmetic", () -> certainty(json, why.certainty()));
                    json.object("place", () -> {
                        json.textOrNull("explainedBy", why.place().causeRef());
                        json.texts("path", why.place().path());
                        json.text("shared", why.place().shared());
                        json.texts("explains", why.place().explains());
                    });
                });
            });
        }
        out.append('\n');
    }

    private static void step(Json json, Step step) throws IOException {
        json.text("rule", step.rule());
        json.text("place", step.place());
        json.text("weight", step.weight());
        json.number("ratio", step.ratio());
        json.text("statement", step.statement());
        json.objects("facts", step.facts(), seen -> {
            json.text("type", seen.type());
            json.text("subject", seen.subject());
            json.texts("fields", seen.fields());
            json.textOrNull("place", seen.place());
        });
        json.number("moreFacts", step.moreFacts());
        json.objects("absences", step.absences(), absence -> {
            json.text("condition", absence.condition());
            json.number("line", absence.line());
            json.bool("proven", absence.proven());
            json.objects("coverage", absence.coverage(), each -> JsonReport.coverage(json, each));
        });
    }

    static void certainty(Json json, CertaintySteps steps) throws IOException {
        json.text("prior", steps.prior());
        json.number("priorProbability", steps.priorProbability());
        json.number("priorDecibans", steps.priorDecibans());
        json.objects("votes", steps.votes(), vote -> {
            json.text("rule", vote.rule());
            json.text("weight", vote.weight());
            json.text("group", vote.group());
            json.number("decibans", vote.decibans());
            json.textOrNull("outvotedBy", vote.outvotedBy());
        });
        json.number("decibans", steps.decibans());
        json.number("certainty", steps.certainty());
        json.bool("capped", steps.capped());
    }
}
