package dev.meshdx.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A failure mode that brings itself about over others. */
final class CauseCycle extends Check {

    CauseCycle() {
        super(
                "cause-cycle",
                Severity.WARNING,
                "In a cycle of causes each explains the other, so which of them is the root depends on their certainty alone.");
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        Map<String, List<String>> causes = new HashMap<>();
        catalogue.ids().forEach(id -> causes.put(id, catalogue.causes(id)));
        catalogue.units().forEach(unit -> {
            for (YamlNode effect : unit.entry().root().get("causes").items()) {
                List<String> path = path(effect.text(), unit.id(), causes);
                if (!path.isEmpty()) {
                    findings.add(
                            unit.entry().source(),
                            effect.at(),
                            "cycle of causes: " + unit.id() + " -> " + String.join(" -> ", path),
                            "leave out the weakest of these edges");
                }
            }
        });
    }

    /** The shortest way from one to another, both included; empty when there is none. */
    private static List<String> path(String from, String to, Map<String, List<String>> causes) {
        Map<String, String> before = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        before.put(from, from);
        while (!open.isEmpty()) {
            String id = open.remove();
            if (id.equals(to)) {
                List<String> path = new ArrayList<>(List.of(id));
                while (!id.equals(from)) {
                    id = before.getOrDefault(id, from);
                    path.add(0, id);
                }
                return path;
            }
            for (String next : causes.getOrDefault(id, List.of())) {
                if (before.putIfAbsent(next, id) == null) {
                    open.add(next);
                }
            }
        }
        return List.of();
    }
}
