package dev.meshdx.cli;

import dev.meshdx.authoring.FactEdits;
import dev.meshdx.authoring.Fragilities;
import dev.meshdx.diagnosis.Difference;
import dev.meshdx.diagnosis.Fragility;
import dev.meshdx.diagnosis.Report;
import dev.meshdx.facts.FactBase;
import dev.meshdx.report.DifferencePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshdx what-if}: what edited facts would change. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Edits facts of a capture and prints which diagnoses that loses, gains or changes.",
        footer = {
            "",
            "A fact is chosen as Type[namespace/name] of its subject, or by fields as Type[flag=UO,pod=cart-*];",
            "* stands for any characters. Edits apply in the order remove, set, add."
        })
final class WhatIfCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "TYPE[SUBJECT].FIELD=VALUE",
            description = "Changes a field; may be repeated.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--remove", paramLabel = "TYPE[SUBJECT]", description = "Removes a fact; may be repeated.")
    private List<String> remove = new ArrayList<>();

    @Option(names = "--add", paramLabel = "TYPE{FIELD: VALUE}", description = "Adds a fact; may be repeated.")
    private List<String> add = new ArrayList<>();

    @Option(names = "--fragile", description = "Says of each diagnosis without which single fact it would fall.")
    private boolean fragile;

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (set.isEmpty() && remove.isEmpty() && add.isEmpty() && !fragile) {
            throw new UsageException("say what to change with --set, --remove or --add, or ask for --fragile");
        }
        var line = spec.commandLine();
        Inquiry.Run run = inquiry.run(inquiry.rules(), captures, line.getErr());
        FactEdits edits = edits(run.base());
        FactBase edited = edits.edited();
        Report after = run.diagnosing().judge(edited, new Progress(line.getErr()));
        Difference difference = Difference.of(run.report(), after);
        List<Fragility> fragilities =
                fragile ? Fragilities.of(run.rules(), run.base(), run.report(), run.explainer()) : List.of();
        if (inquiry.json()) {
            DifferencePage.writeJson(edits.done(), difference, fragilities, line.getOut());
        } else {
            DifferencePage.write(
                    edits.done(), difference, fragilities, inquiry.screen().style(false), line.getOut());
        }
        if (run.undecidable() && after.verdict().equals("undecidable")) {
            return ExitCode.UNDECIDABLE;
        }
        return difference.changes().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private FactEdits edits(FactBase base) {
        FactEdits edits = new FactEdits(base);
        try {
            remove.forEach(edits::remove);
            set.forEach(edits::set);
            add.forEach(edits::add);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return edits;
    }
}
