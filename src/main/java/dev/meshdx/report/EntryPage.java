package dev.meshdx.report;

import dev.meshdx.diagnosis.Report.Command;
import dev.meshdx.report.KnowledgePage.Announcement;
import dev.meshdx.report.KnowledgePage.Claim;
import dev.meshdx.report.KnowledgePage.Clue;
import dev.meshdx.report.KnowledgePage.Threshold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page of the knowledge base, for {@code meshdx explain}. */
public final class EntryPage {

    private static final int CONTENT = 3;

    private final KnowledgePage entry;
    private final Page page;

    private EntryPage(KnowledgePage entry, Page page) {
        this.entry = entry;
        this.page = page;
    }

    /** Writes the page, ending with a newline. */
    public static void write(KnowledgePage page, Style style, Appendable out) throws IOException {
        new EntryPage(page, new Page(style, out)).write();
    }

    private void write() throws IOException {
        page.flow(0, Span.bold(entry.title()));
        facts();
        section("In short", List.of(entry.summary()));
        section("Why", List.of(entry.why()));
        clues();
        section("Causes", joined(entry.causes()));
        section("Caused by", joined(entry.causedBy()));
        steps("Confirm", entry.confirm());
        steps("Fix", entry.fix());
        steps("Verify", entry.verify());
        announcements();
        thresholds();
        section("Cost", List.of(entry.cost()));
        section("May be wrong when", entry.falsePositives());
        claims();
        section("See", entry.references());
        section("Other tools call it", joined(entry.aliases()));
        section("Not yet stable", List.of(entry.missing()));
    }

    private void facts() throws IOException {
        var facts = new ArrayList<Span>();
        facts.add(Span.of(entry.id()));
        facts.add(new Span(entry.severity().toUpperCase(Locale.ROOT), Ink.ofSeverity(entry.severity())));
        facts.add(Span.of(entry.layer()));
        facts.add(Span.of(entry.status()));
        List<String> meshes = entry.meshes().stream().map(Phrases::meshKind).toList();
        facts.add(Span.of(meshes.isEmpty() ? "Kubernetes" : String.join(", ", meshes)));
        Phrases.effort(entry.identifyTime(), entry.fixTime(), entry.timeSource(), entry.expertise())
                .forEach(phrase -> facts.add(Span.of(phrase)));
        page.phrases(0, facts);
    }

    private void clues() throws IOException {
        if (entry.evidence().isEmpty()) {
            return;
        }
        page.heading("Evidence");
        int weights = entry.evidence().stream()
                .mapToInt(clue -> clue.weight().length())
                .max()
                .orElse(0);
        for (Clue clue : entry.evidence()) {
            boolean against = clue.weight().endsWith("-against");
            String mark = against ? page.glyphs().refutes : page.glyphs().supports;
            var lead = new Span(mark + " " + clue.weight(), against ? Ink.RED : Ink.GREEN).padded(weights + 4);
            page.hanging(CONTENT, lead, Span.of(clue.says().isEmpty() ? clue.rule() : clue.says()));
            page.flow(CONTENT + lead.columns(), Span.dim(clue.says().isEmpty() ? "" : clue.rule()));
        }
    }

    private void thresholds() throws IOException {
        if (!entry.thresholds().isEmpty()) {
            page.heading("Thresholds, for meshdx.yaml");
        }
        for (Threshold threshold : entry.thresholds()) {
            page.flow(CONTENT, Span.of(threshold.id() + ": " + threshold.value()));
            page.flow(CONTENT + 2, Span.dim(threshold.says()));
        }
    }

    private void steps(String title, List<Command> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        page.heading(title);
        if (title.equals("Fix")) {
            Steps.writeNumbered(page, CONTENT, "", steps, steps.size());
        } else {
            Steps.write(page, CONTENT, "", steps, steps.size());
        }
    }

    private void announcements() throws IOException {
        if (entry.announcements().isEmpty()) {
            section("No metric announces it", List.of(entry.unannounced()));
            return;
        }
        page.heading(entry.announcements().size() == 1 ? "Alert that announces it" : "Alerts that announce it");
        String needs = "";
        for (Announcement alert : entry.announcements()) {
            page.flow(CONTENT, Span.of(alert.name() + " (" + alert.severity() + ")"));
            page.verbatim(2 * CONTENT, Span.of(alert.expr().replaceAll("\\s*\\n\\s*", " ")));
            if (!alert.needs().isEmpty() && !alert.needs().equals(needs)) {
                page.flow(2 * CONTENT, Span.dim("needs: " + alert.needs()));
            }
            needs = alert.needs();
        }
        page.flow(CONTENT, Span.dim("Rules file and dashboard: meshdx monitor"));
    }

    private void claims() throws IOException {
        if (entry.claims().isEmpty()) {
            return;
        }
        page.heading("What the source document says of it");
        for (Claim claim : entry.claims()) {
            boolean corrected =
                    claim.verdict().equals("wrong") || claim.verdict().equals("outdated");
            String numbers = claim.numbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
            String word = claim.verdict().substring(0, 1).toUpperCase(Locale.ROOT)
                    + claim.verdict().substring(1);
            page.flow(
                    CONTENT,
                    new Span(word, corrected ? Ink.RED : Ink.YELLOW),
                    Span.dim((claim.numbers().size() == 1 ? "(claim " : "(claims ") + numbers + "):"),
                    Span.of(claim.says()));
            page.flow(CONTENT + 2, Span.of(claim.right()));
        }
        page.flow(CONTENT, Span.dim("All of its claims: docs/seed-claims.md"));
    }

    private void section(String title, List<String> texts) throws IOException {
        if (texts.stream().allMatch(String::isEmpty)) {
            return;
        }
        page.heading(title);
        for (String text : texts) {
            page.flow(CONTENT, Span.of(text));
        }
    }

    private static List<String> joined(List<String> words) {
        return List.of(String.join(", ", words));
    }
}
