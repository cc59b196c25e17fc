package dev.meshdx.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small pack in which the linter finds nothing, and copies of it with one thing changed. */
final class Snippet {

    static final String PACK = "pack.yaml";
    static final String ALERTS = "alerts.yaml";
    static final String DRL = "area/made-up.drl";
    static final String ENTRY = "area/made-up.yaml";
    static final String TEST = "area/made-up.test.yaml";

    private static final Map<String, String> FILES = Map.of(
            PACK, """
                    name: site
                    version: 1.0.0
                    """,
            ALERTS, """
                    alerts: []
                    """,
            DRL, """
                    package rules.site.area.made_up

                    import dev.meshdx.facts.*
                    import static dev.meshdx.rules.Conclusions.conclude

                    rule "made-up"
                    when
                        $calls : ResponseFlagCount( flag == "UO", count >= 3, $ns : namespace, $podName : pod )
                        $pod : Pod( namespace == $ns, name == $podName )
                    then
                        conclude( kcontext, $calls.subject() );
                    end

                    rule "made-up.quiet"
                    when
                        $calls : ResponseFlagCount( flag == "UH" )
                    then
                        conclude( kcontext, $calls.subject() );
                    end
                    """,
            ENTRY, """
                    id: made-up
                    title: Made up
                    kind: root
                    layer: proxy
                    severity: high
                    prior: common
                    scope: workload
                    summary: "Calls to {name} fail."
                    why: "It is made up."
                    evidence:
                      made-up: { weight: very-strong, says: "{calls.count} of {calls.total} calls" }
                      made-up.quiet: { weight: strong-against, says: "another flag" }
                    causes: []
                    confirm:
                      - run: kubectl get pod {pod} -n {namespace}
                        purpose: see it
                    fix:
                      - run: kubectl -n {namespace} delete pod {pod}
                        effect: disruptive
                        purpose: start it anew
                    verify:
                      - purpose: look again
                    references:
                      - https://meshdx.dev/made-up
                    """,
            TEST, """
                    cases:
                      - name: it fires
                        facts:
                          - ResponseFlagCount: { namespace: shop, flag: UO, count: 3 }
                        expect:
                          - { subject: shop/cart, certainty: ">=0.9", rules: [made-up] }
                      - name: near miss
                        near: true
                        expect: none
                      - name: not captured
                        absent: [access-log]
                        expect: undecided
                    """);

    /** The text of a file of the pack. */
    static String text(String file) {
        return FILES.getOrDefault(file, "");
    }

    private final Map<String, String> files = new LinkedHashMap<>(FILES);

    /** The same pack with a text in a file replaced; the text must be there. */
    Snippet with(String file, String text, String other) {
        String old = files.getOrDefault(file, "");
        if (!old.contains(text)) {
            throw new IllegalArgumentException(file + " has no '" + text + "'");
        }
        files.put(file, old.replace(text, other));
        return this;
    }

    /** The same pack with another file, or without it when the text is empty. */
    Snippet file(String name, String text) {
        if (text.isEmpty()) {
            files.remove(name);
        } else {
            files.put(name, text);
        }
        return this;
    }

    /** All findings with their fixes, paths relative to the pack. */
    List<String> findings(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return new Lint(List.of())
                .run(folder).stream()
                        .map(finding -> finding.toString()
                                        .substring(folder.toString().length() + 1)
                                + (finding.fix().isEmpty() ? "" : " [" + finding.fix() + "]")
                                + (finding.accepted().isEmpty() ? "" : " (accepted: " + finding.accepted() + ")"))
                        .toList();
    }
}
