package dev.meshdx.cli;

import dev.meshdx.authoring.TestExamples;
import dev.meshdx.report.KnowledgePage;
import dev.meshdx.report.ReferencePage;
import dev.meshdx.rules.Alerts;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx rules docs}: reference pages of a folder of packs. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = "Writes a reference page per failure mode, with the examples of its tests, and a list of them.")
final class RulesDocsCommand implements Callable<Integer> {

    private static final List<String> LAYERS =
            List.of("infra", "network", "control-plane", "identity", "config", "proxy", "workload");

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "A pack or a folder of packs; default: rules.")
    private Path folder = Path.of("rules");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder of the pages; default: docs/failure-modes.")
    private Path target = Path.of("docs/failure-modes");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, String> pages = pages(folder);
        Files.createDirectories(target);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(target.resolve(page.getKey()), page.getValue());
        }
        spec.commandLine().getOut().println(pages.size() + " pages in " + target);
        return ExitCode.OK;
    }

    /** Text of all pages by file name. */
    static Map<String, String> pages(Path folder) throws IOException {
        RuleBase rules = RuleBase.of(folder, Packs.cache());
        Alerts alerts = rules.alerts();
        Map<String, List<TestExamples.Example>> examples = TestExamples.of(folder);
        List<KnowledgePage> entries = rules.failureModes().stream()
                .sorted(Comparator.comparingInt((FailureMode mode) -> LAYERS.indexOf(mode.layer()))
                        .thenComparing(FailureMode::id))
                .map(mode -> KnowledgePages.of(rules, mode.id(), alerts))
                .toList();
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> known.add(entry.id()));
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", ReferencePage.index(entries));
        for (KnowledgePage entry : entries) {
            List<ReferencePage.Example> cases = examples.getOrDefault(entry.id(), List.of()).stream()
                    .map(each -> new ReferencePage.Example(each.name(), each.outcome(), each.facts()))
                    .toList();
            pages.put(entry.id() + ".md", ReferencePage.of(entry, cases, known));
        }
        return pages;
    }
}
