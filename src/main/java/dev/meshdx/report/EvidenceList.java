package dev.meshdx.report;

import dev.meshdx.diagnosis.Report.Evidence;
import dev.meshdx.diagnosis.Report.Proof;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What speaks for and against a diagnosis, with the place in the capture where one can read it. */
final class EvidenceList {

    private static final int MAX_AGAINST = 2;

    private EvidenceList() {}

    /** The strongest statements, at most that many in favour; what speaks against is never left out altogether. */
    static void write(Page page, int indent, List<Evidence> evidence, int limit) throws IOException {
        var shown = new ArrayList<Evidence>();
        evidence.stream().filter(EvidenceList::supports).limit(limit).forEach(shown::add);
        evidence.stream()
                .filter(one -> !supports(one))
                .limit(page.style().details() ? Integer.MAX_VALUE : MAX_AGAINST)
                .forEach(shown::add);
        int column = placeColumn(page, indent, shown);
        for (Evidence one : shown) {
            line(page, indent, one, column);
        }
        if (shown.size() < evidence.size()) {
            page.row(indent, Span.dim(page.glyphs().more + " " + (evidence.size() - shown.size()) + " more"));
        }
    }

    private static void line(Page page, int indent, Evidence one, int column) throws IOException {
        Span mark = supports(one)
                ? new Span(page.glyphs().supports + " ", Ink.GREEN)
                : new Span(page.glyphs().refutes + " ", Ink.RED);
        if (column > 0) {
            page.row(indent, mark, Span.of(one.statement()).padded(column), Span.dim(place(one)));
            return;
        }
        page.hanging(indent, mark, Span.of(one.statement()));
        int start = indent + mark.columns();
        if (page.style().details()) {
            for (String place : places(one)) {
                page.flow(start, Span.dim(place));
            }
        } else if (!place(one).isEmpty()) {
            int left = page.proseWidth() - start;
            page.row(start, Span.dim(Terminal.clipLeft(Terminal.clean(place(one)), left, page.glyphs().more)));
        }
    }

    /** Where places stand when each fits beside its statement; 0 when they stand below. */
    private static int placeColumn(Page page, int indent, List<Evidence> shown) {
        int statements = shown.stream()
                        .mapToInt(one -> Span.of(one.statement()).columns())
                        .max()
                        .orElse(0)
                + 2;
        int places = shown.stream()
                .mapToInt(one -> Span.of(place(one)).columns())
                .max()
                .orElse(0);
        boolean fits = indent + 2 + statements + places <= page.style().width();
        return fits && !page.style().details() ? statements : 0;
    }

    /** The first place, and how many more there are. */
    private static String place(Evidence one) {
        List<String> places = places(one);
        if (places.isEmpty()) {
            return "";
        }
        int more = one.facts().size() - 1 + one.moreFacts();
        return more == 0 ? places.get(0) : places.get(0) + " and " + more + " more";
    }

    private static List<String> places(Evidence one) {
        return one.facts().stream()
                .filter(proof -> !proof.file().isEmpty())
                .map(EvidenceList::place)
                .distinct()
                .toList();
    }

    private static String place(Proof proof) {
        return new Origin(proof.file(), proof.line(), proof.pointer()).toString();
    }

    private static boolean supports(Evidence one) {
        return one.decibans() >= 0;
    }
}
