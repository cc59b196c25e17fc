package dev.meshdx.lint;

import dev.meshdx.rules.RuleSyntax;

/** Names that do not follow from the place of the file. */
final class NameMismatch extends Check {

    NameMismatch() {
        super(
                "name-mismatch",
                Severity.ERROR,
                "File, id, package and rule names follow from each other, so that each leads to the others.");
    }

    @Override
    boolean acceptable() {
        return false;
    }

    @Override
    void check(Catalogue catalogue, Findings findings) {
        for (PackFiles pack : catalogue.packs()) {
            pack.units().forEach(unit -> check(pack, unit, findings));
        }
    }

    private static void check(PackFiles pack, Unit unit, Findings findings) {
        YamlNode id = unit.entry().root().get("id");
        if (!id.isMissing() && !id.text().equals(unit.id())) {
            findings.add(
                    unit.entry().source(),
                    id.at(),
                    "id is '" + id.text() + "', but the file is called " + unit.id() + ".yaml",
                    "write id: " + unit.id());
        }
        if (!unit.readable()) {
            return;
        }
        String area = unit.area().isEmpty() ? "" : "." + identifier(unit.area());
        String expected = "rules." + identifier(pack.name()) + area + "." + identifier(unit.id());
        if (!unit.file().packageName().equals(expected)) {
            findings.add(
                    unit.drl(),
                    unit.file().packageAt(),
                    "package is " + unit.file().packageName(),
                    "write package " + expected);
        }
        for (RuleSyntax rule : unit.rules()) {
            if (!rule.name().equals(unit.id()) && !rule.name().startsWith(unit.id() + ".")) {
                findings.add(
                        unit.drl(),
                        rule.at(),
                        "rule \"" + rule.name() + "\" does not begin with the name of its file",
                        "call it " + unit.id() + " or " + unit.id() + ".<evidence>");
            }
        }
    }

    private static String identifier(String name) {
        return name.replace('-', '_');
    }
}
