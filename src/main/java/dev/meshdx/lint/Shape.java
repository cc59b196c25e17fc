package dev.meshdx.lint;

import java.util.EnumMap;
import java.util.Map;

/** Files that do not fit their schema in one way: an unknown key, a missing key, a wrong value. */
final class Shape extends Check {

    private final ShapeCheck.Problem problem;

    Shape(ShapeCheck.Problem problem, String explanation) {
        super(problem.check(), Severity.ERROR, explanation);
        this.problem = problem;
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        Map<Schema, YamlNode> schemas = new EnumMap<>(Schema.class);
        ShapeCheck.eachDocument(catalogue, (schema, document) -> {
            if (!document.error().isEmpty()) {
                return;
            }
            YamlNode tree = schemas.computeIfAbsent(schema, Schema::tree);
            for (ShapeCheck.Misfit misfit : ShapeCheck.misfits(tree, document.root())) {
                if (misfit.problem() == problem) {
                    findings.add(document.source(), misfit.node().at(), misfit.message(), misfit.fix());
                }
            }
        });
    }
}
