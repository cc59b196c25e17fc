package dev.meshdx.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes packs for tests. */
final class MadePack {

    private final Path folder;
    private final String name;

    MadePack(Path folder, String name) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        manifest("");
    }

    Path folder() {
        return folder;
    }

    /** The manifest, with more lines. */
    MadePack manifest(String lines) throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), "name: " + name + "\nversion: 1.2.0\n" + lines);
        return this;
    }

    /** A failure mode whose only rule has these conditions, which bind {@code $node}. */
    MadePack mode(String id, String conditions) throws IOException {
        return drl(id, rule(id, conditions, "conclude( kcontext, $node.subject() );"));
    }

    /** A failure mode with this text behind the package of its rule file. */
    MadePack drl(String id, String text) throws IOException {
        Path area = Files.createDirectories(folder.resolve("area"));
        Files.writeString(
                area.resolve(id + ".drl"),
                "package rules." + name.replace('-', '_') + ".area." + id.replace('-', '_') + "\n" + text);
        return entry(id, entry(id));
    }

    MadePack entry(String id, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("area")).resolve(id + ".yaml"), text);
        return this;
    }

    static String entry(String id) {
        return """
                id: %s
                title: Made up
                status: stable
                kind: root
                layer: proxy
                severity: low
                prior: common
                scope: workload
                summary: "x"
                why: "y"
                evidence:
                  %s: { weight: strong, says: "z" }
                """.formatted(id, id);
    }

    /** Imports and one rule; its conditions stand in line 6 of the file. */
    static String rule(String id, String conditions, String consequence) {
        return """
                import dev.meshdx.facts.*
                import static dev.meshdx.rules.Conclusions.conclude
                rule "%s"
                when
                    %s
                then
                    %s
                end
                """.formatted(id, conditions, consequence);
    }
}
