package dev.meshdx.lint;

/** A case that passes whatever is found. */
final class TestWithoutAssertion extends Check.OfUnit {

    TestWithoutAssertion() {
        super(
                "test-without-assertion",
                Severity.ERROR,
                "A finding that names no subject and no certainty asserts nothing.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (YamlNode each : unit.cases()) {
            YamlNode expect = each.get("expect");
            if (expect.kind() == YamlNode.Kind.LIST && expect.items().isEmpty()) {
                findings.add(
                        unit.test().source(),
                        expect.at(),
                        "expect is an empty list",
                        "write expect: none, or what is found");
            }
            for (YamlNode item : expect.items()) {
                if (item.get("subject").isMissing() && item.get("certainty").isMissing()) {
                    findings.add(
                            unit.test().source(),
                            item.at(),
                            "the finding names neither subject nor certainty",
                            "write { subject: namespace/name, certainty: \">=0.9\" }");
                }
            }
        }
    }
}
