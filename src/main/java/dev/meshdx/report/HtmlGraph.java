package dev.meshdx.report;

import dev.meshdx.diagnosis.Picture.Call;
import dev.meshdx.diagnosis.Report.Capture;
import dev.meshdx.facts.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The calls as a drawing: callers to the left of what they call, failing calls dashed and with their rate. Of a large mesh
 * only what takes part in failing calls and fits is drawn; the table below the drawing has the rest.
 */
final class HtmlGraph {

    private static final int MAX_NODES = 48;
    private static final int MAX_COLUMNS = 6;
    private static final int NODE_WIDTH = 190;
    private static final int NODE_HEIGHT = 30;
    private static final int COLUMN = 320;
    private static final int ROW = 46;
    private static final int MARGIN = 10;
    private static final int NAME_COLUMNS = 25;

    private final List<Call> calls = new ArrayList<>();
    private final int all;
    private final Capture capture;
    private final Html html;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Set<String> sick = new TreeSet<>();

    /** Where a node stands. */
    private record Place(int x, int y) {}

    HtmlGraph(List<Call> calls, Capture capture, Html html) {
        this.capture = capture;
        this.html = html;
        this.all = calls.size();
        Set<String> nodes = new TreeSet<>();
        for (Call call : calls) {
            var both = new TreeSet<>(nodes);
            both.add(name(call.from()));
            both.add(name(call.to()));
            if (both.size() <= MAX_NODES) {
                nodes = both;
                this.calls.add(call);
                if (call.failed() > 0) {
                    sick.add(name(call.to()));
                }
            }
        }
        place(nodes);
    }

    void write() throws IOException {
        int width = places.values().stream().mapToInt(Place::x).max().orElse(0) + NODE_WIDTH + MARGIN;
        int height = places.values().stream().mapToInt(Place::y).max().orElse(0) + NODE_HEIGHT + MARGIN;
        long failing = calls.stream().filter(call -> call.failed() > 0).count();
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of calls\">");
        html.raw("<svg role=\"img\" aria-labelledby=\"graph-title\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">");
        html.raw("<title id=\"graph-title\">")
                .text(places.size() + " workloads and services, " + Phrases.count(calls.size(), "call") + " of which "
                        + failing + " fail; the table has the same.");
        html.raw("</title>\n");
        for (Call call : calls) {
            edge(call);
        }
        for (Map.Entry<String, Place> node : places.entrySet()) {
            node(node.getKey(), node.getValue());
        }
        html.raw("</svg></div>\n");
        if (calls.size() < all) {
            html.element("p", "dim", "Drawn: " + calls.size() + " of " + all + " calls, the failing ones first.");
        }
    }

    private void edge(Call call) throws IOException {
        Place from = places.getOrDefault(name(call.from()), new Place(0, 0));
        Place to = places.getOrDefault(name(call.to()), new Place(0, 0));
        boolean back = to.x() <= from.x();
        int startX = from.x() + NODE_WIDTH;
        int startY = from.y() + NODE_HEIGHT / 2;
        int endX = back ? to.x() + NODE_WIDTH : to.x();
        int endY = to.y() + NODE_HEIGHT / 2;
        int bend = back ? 60 : (endX - startX) / 2;
        int last = back ? endX + bend : endX - bend;
        html.raw("<path" + (call.failed() > 0 ? " class=\"sick\"" : "") + " d=\"M" + startX + " " + startY + " C"
                + (startX + bend) + " " + startY + " " + last + " " + endY + " " + endX + " " + endY + "\"><title>");
        html.text(name(call.from()) + " to " + name(call.to()) + ": " + call.failed() + " of " + call.requests()
                + " failed " + String.join(", ", call.flags()));
        html.raw("</title></path>\n");
        if (call.failed() > 0) {
            int x = back ? Math.max(startX, endX) + 8 : endX - 52;
            int y = back ? (startY + endY) / 2 : endY - 5;
            html.raw("<text class=\"rate\" x=\"" + x + "\" y=\"" + y + "\">");
            html.text(Math.max(1, 100 * call.failed() / Math.max(1, call.requests())) + "%")
                    .raw("</text>\n");
        }
    }

    private void node(String name, Place place) throws IOException {
        html.raw("<rect" + (sick.contains(name) ? " class=\"sick\"" : "") + " x=\"" + place.x() + "\" y=\"" + place.y()
                + "\" width=\"" + NODE_WIDTH + "\" height=\"" + NODE_HEIGHT + "\" rx=\"5\"/>");
        html.raw("<text x=\"" + (place.x() + 8) + "\" y=\"" + (place.y() + 20) + "\">");
        html.text(Terminal.clipLeft(Terminal.clean(name), NAME_COLUMNS, "\u2026"))
                .raw("<title>")
                .text(name);
        html.raw("</title></text>\n");
    }

    /** Columns by the longest way from a node that nobody calls; cycles end at the last column. */
    private void place(Set<String> nodes) {
        var columns = new TreeMap<String, Integer>();
        nodes.forEach(node -> columns.put(node, 0));
        for (int round = 1; round < MAX_COLUMNS; round++) {
            for (Call call : calls) {
                int from = columns.getOrDefault(name(call.from()), 0);
                if (!name(call.from()).equals(name(call.to())) && from == round - 1) {
                    columns.merge(name(call.to()), round, Math::max);
                }
            }
        }
        var used = new TreeMap<Integer, Integer>();
        columns.forEach((node, column) -> {
            int row = used.merge(column, 1, Integer::sum) - 1;
            places.put(node, new Place(MARGIN + column * COLUMN, MARGIN + row * ROW));
        });
    }

    /** A Service and the workload of its name are one node: that is how people draw it. */
    private String name(Subject subject) {
        return Phrases.path(subject, capture).toLowerCase(Locale.ROOT);
    }
}
