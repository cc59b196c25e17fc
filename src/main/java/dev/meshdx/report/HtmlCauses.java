package dev.meshdx.report;

import dev.meshdx.diagnosis.Report;
import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.diagnosis.Report.Diagnosis;
import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The causes to unfold: each root with its evidence and steps, and what it explains below it. */
final class HtmlCauses {

    /** Roots written in full; the others are rows of a table, so that thousands stay one small page. */
    private static final int MAX_ROOTS = 100;

    private static final int MAX_SUBJECTS = 1_000;

    private final Report report;
    private final Html html;
    private final Effects effects;
    private final Map<Origin, Excerpt> excerpts = new HashMap<>();

    HtmlCauses(Report report, Html html) {
        this.report = report;
        this.html = html;
        this.effects = new Effects(report);
        report.picture().excerpts().forEach(excerpt -> excerpts.put(excerpt.origin(), excerpt));
    }

    void write() throws IOException {
        List<Diagnosis> roots =
                report.diagnoses().stream().filter(Diagnosis::isRoot).toList();
        html.raw("<section><h2 id=\"causes\">Causes</h2>\n");
        if (roots.isEmpty()) {
            html.element("p", "None found.");
        }
        if (roots.size() > 1) {
            html.raw("<p class=\"filter\" hidden><label for=\"filter\">Filter by name, severity, text: </label>"
                    + "<input type=\"search\" id=\"filter\" autocomplete=\"off\"></p>\n");
        }
        for (Diagnosis root : roots.subList(0, Math.min(MAX_ROOTS, roots.size()))) {
            root(root);
        }
        if (roots.size() > MAX_ROOTS) {
            more(roots.subList(MAX_ROOTS, roots.size()));
        }
        html.raw("</section>\n");
    }

    private void root(Diagnosis root) throws IOException {
        html.raw(root.rank() == 1 ? "<details class=\"root\" open>" : "<details class=\"root\">");
        html.raw("<summary>").badge(root.severity());
        html.element("h3", root.rank() + ". " + root.title());
        int explained = effects.count(root);
        String reach = Phrases.reach(root.reach());
        html.element(
                "span",
                "where",
                Phrases.where(root.subject(), report.capture()) + ": " + root.band() + " "
                        + Phrases.percent(root.certainty()) + (reach.isEmpty() ? "" : ", " + reach)
                        + (explained == 0 ? "" : ", explains " + Phrases.count(explained, "finding")));
        html.raw("</summary><div class=\"body\">\n").element("p", root.summary());
        html.element("p", "dim", root.why());
        evidence(root);
        steps("Confirm", root.confirm());
        steps("Fix", root.fix());
        steps("Verify", root.verify());
        if (explained > 0) {
            html.element("h4", "Explains " + Phrases.count(explained, "finding"));
            effects(effects.of(root));
        }
        background(root);
        html.raw("</div></details>\n");
    }

    private void evidence(Diagnosis found) throws IOException {
        if (found.evidence().isEmpty()) {
            return;
        }
        html.raw("<h4>Evidence</h4>\n<ul class=\"evidence\">");
        for (Evidence evidence : found.evidence()) {
            boolean against = evidence.decibans() < 0;
            html.raw(against ? "<li class=\"against\">" : "<li>");
            html.text((against ? "Against: " : "") + evidence.statement());
            html.element("span", "dim", " (" + evidence.weight().replace('-', ' ') + ")");
            for (Proof proof : evidence.facts()) {
                proof(proof);
            }
            if (evidence.moreFacts() > 0) {
                html.element("p", "dim", "and " + evidence.moreFacts() + " more");
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void proof(Proof proof) throws IOException {
        if (proof.file().isEmpty()) {
            return;
        }
        var origin = new Origin(proof.file(), proof.line(), proof.pointer());
        Excerpt excerpt = excerpts.get(origin);
        if (excerpt == null) {
            html.raw("<br>").element("span", "place", origin.toString());
            return;
        }
        html.raw("<details class=\"quote\"><summary>").element("span", "place", origin.toString());
        html.element("span", "dim", " " + proof.type() + " of " + proof.key());
        html.raw("</summary><pre>");
        int number = excerpt.first();
        for (String line : excerpt.lines()) {
            String shown = proof.line() > 0 ? String.format("%5d  ", number) + line : line;
            if (number == proof.line()) {
                html.element("span", "here", shown);
            } else {
                html.text(shown);
            }
            html.raw("\n");
            number++;
        }
        html.raw("</pre></details>");
    }

    private void steps(String title, List<Command> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        html.element("h4", title).raw("<ol class=\"steps\">\n");
        for (Command step : steps) {
            html.raw("<li>").badge(step.effect()).text(step.purpose());
            html.command(step.run());
            html.raw("</li>\n");
        }
        html.raw("</ol>\n");
    }

    /** Effects of one failure mode stand together: 27 findings are often three lines. */
    private void effects(List<Diagnosis> found) throws IOException {
        var byId = new LinkedHashMap<String, List<Diagnosis>>();
        found.forEach(effect ->
                byId.computeIfAbsent(effect.id(), id -> new ArrayList<>()).add(effect));
        for (List<Diagnosis> same : byId.values()) {
            Diagnosis first = same.get(0);
            html.raw(same.size() > 20 ? "<details class=\"effect bulk\">" : "<details class=\"effect\">");
            html.raw("<summary>").badge(first.severity()).text(first.title());
            html.element(
                    "span",
                    "where",
                    same.size() == 1
                            ? Phrases.where(first.subject(), report.capture())
                            : Phrases.count(same.size(), "subject"));
            html.raw("</summary><div class=\"body\">\n");
            if (same.size() == 1) {
                html.element("p", first.summary());
                evidence(first);
            } else {
                html.raw("<ul class=\"subjects\">");
                for (Diagnosis one : same.subList(0, Math.min(MAX_SUBJECTS, same.size()))) {
                    html.element("li", Phrases.where(one.subject(), report.capture()) + ": " + one.summary());
                }
                html.raw("</ul>\n");
                if (same.size() > MAX_SUBJECTS) {
                    html.element("p", "dim", "and " + (same.size() - MAX_SUBJECTS) + " more");
                }
            }
            List<Diagnosis> below =
                    same.stream().flatMap(one -> effects.of(one).stream()).toList();
            effects(below);
            html.raw("</div></details>\n");
        }
    }

    private void background(Diagnosis root) throws IOException {
        html.raw("<details><summary>Background</summary><div class=\"body\">");
        html.element(
                "p",
                String.join(
                        ", ",
                        Phrases.effort(root.identifyTime(), root.fixTime(), root.timeSource(), root.expertise())));
        list("May be wrong when", root.falsePositives());
        list("References", root.references());
        list("Same as", root.aliases());
        html.element("p", "dim", "Failure mode " + root.id() + ", score " + Numbers.rounded(root.score()));
        html.raw("</div></details>\n");
    }

    private void list(String title, List<String> items) throws IOException {
        if (!items.isEmpty()) {
            html.element("h4", title).raw("<ul>");
            for (String item : items) {
                html.element("li", item);
            }
            html.raw("</ul>");
        }
    }

    private void more(List<Diagnosis> roots) throws IOException {
        html.raw("<details class=\"bulk\" id=\"more-causes\"><summary>");
        html.text(Phrases.count(roots.size(), "more cause") + ", in full in the JSON report");
        html.raw("</summary><div class=\"body\">");
        html.table("More causes", new String[] {"#Rank", "Severity", "#Certainty", "Cause", "Subject"}, () -> {
            for (Diagnosis root : roots) {
                html.raw("<tr>").element("td", "number", String.valueOf(root.rank()));
                html.raw("<td>").badge(root.severity()).raw("</td>");
                html.element("td", "number", Phrases.percent(root.certainty()));
                html.element("td", root.title());
                html.element("td", Phrases.where(root.subject(), report.capture()));
                html.raw("</tr>\n");
            }
        });
        html.raw("</div></details>\n");
    }
}
