package dev.meshdx.diagnosis;

import dev.meshdx.rules.Entry;
import dev.meshdx.rules.Knowledge;
import dev.meshdx.rules.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a site tuned, as the report tells it: with the value that the pack has. */
final class Tuning {

    private Tuning() {}

    static List<Report.Tuned> of(Knowledge knowledge) {
        Site site = knowledge.site();
        List<Report.Tuned> tuned = new ArrayList<>();
        new TreeMap<>(site.thresholds()).forEach((id, threshold) -> {
            Entry entry = knowledge.entry(id.substring(0, id.indexOf('.')));
            entry.parameters().stream()
                    .filter(parameter -> id.equals(entry.id() + "." + parameter.name()))
                    .forEach(parameter -> tuned.add(new Report.Tuned(
                            "threshold",
                            id,
                            Entry.Parameter.plain(threshold.value()) + " " + parameter.unit(),
                            Entry.Parameter.plain(parameter.standard()))));
        });
        new TreeMap<>(site.severities())
                .forEach((id, severity) ->
                        tuned.add(new Report.Tuned("severity", id, severity.word(), severity.standard())));
        site.signatures().forEach(signature -> tuned.add(new Report.Tuned("log", signature.id(), "", "")));
        new TreeSet<>(site.stats()).forEach(stat -> tuned.add(new Report.Tuned("statistic", stat, "", "")));
        new TreeSet<>(site.metrics()).forEach(metric -> tuned.add(new Report.Tuned("metric", metric, "", "")));
        return tuned;
    }
}
