package dev.meshdx.authoring;

import dev.meshdx.TestCaptures;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pack in a temporary folder with the one failure mode that {@code rules new} writes. */
record SitePack(Path folder) {

    static final String ID = "proxy-out-of-memory";

    static SitePack in(Path folder) throws IOException {
        new RuleScaffold(folder.resolve("rules"), List.of()).write("site/proxy/" + ID);
        return new SitePack(folder.resolve("rules"));
    }

    Path file(String ending) {
        return folder.resolve("site/proxy/" + ID + ending);
    }

    RuleBase rules() {
        return RuleBase.of(folder, folder.resolveSibling("cache"));
    }

    /** Puts cases in place of those that were there. */
    SitePack cases(String cases) throws IOException {
        Files.writeString(file(".test.yaml"), "cases:\n" + cases);
        return this;
    }

    void replace(String ending, String old, String with) throws IOException {
        String text = Files.readString(file(ending));
        if (!text.contains(old)) {
            throw new AssertionError(old + " is not in " + text);
        }
        Files.writeString(file(ending), text.replace(old, with));
    }

    List<CaseResult> run() throws IOException {
        RuleBase rules = rules();
        return new RuleTests(rules, new TestCaptures(rules)).run(folder, "");
    }

    /** The result of the only case. */
    CaseResult runOne() throws IOException {
        return run().get(0);
    }

    List<MutationTests.Result> mutate() throws IOException {
        RuleBase rules = rules();
        return new MutationTests(rules, new TestCaptures(rules), folder).run(List.of(ID), result -> {});
    }
}
