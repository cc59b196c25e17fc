package dev.meshdx.lint;

/** A file that is no YAML. */
final class YamlSyntax extends Check {

    YamlSyntax() {
        super("yaml-syntax", Severity.ERROR, "The file is no YAML, so nothing of it can be read.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        ShapeCheck.eachDocument(catalogue, (schema, document) -> {
            if (!document.error().isEmpty()) {
                findings.add(
                        document.source(),
                        document.errorAt(),
                        document.error(),
                        "quote texts that hold ': ', ' #' or begin with a sign");
            }
        });
    }
}
