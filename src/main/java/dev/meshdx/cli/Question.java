package dev.meshdx.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code why} and {@code why-not} are asked: about which failure mode, of which captures, for which subject. */
final class Question {

    @Parameters(index = "0", paramLabel = "ID", description = "Failure mode, or another tool's code for it.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "Folder, archive or file; - reads standard input.")
    private List<String> captures = new ArrayList<>();

    @Option(names = "--subject", paramLabel = "NAMESPACE/NAME", description = "Only for this subject.")
    private String subject = "";

    String id() {
        return id;
    }

    List<String> captures() {
        return captures;
    }

    String subject() {
        return subject;
    }
}
