package dev.meshdx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.meshdx.rules.Alert;
import dev.meshdx.rules.RuleShortfall;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds the package table of docs/design.md. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.meshdx");

    @Test
    void factsImportTheJdkOnly() {
        onlyOurs("facts");
        classes()
                .that()
                .resideInAPackage("dev.meshdx.facts")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.meshdx.facts")
                .check(OURS);
    }

    @Test
    void captureImportsFactsAndParsers() {
        onlyOurs("capture", "facts");
    }

    @Test
    void collectImportsTheClientAndNothingOfOurs() {
        onlyOurs("collect");
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meshdx.collect")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..")
                .check(OURS);
    }

    @Test
    void rulesImportFacts() {
        onlyOurs("rules", "facts");
    }

    @Test
    void checklistImportsFactsAndDiagnosis() {
        onlyOurs("checklist", "facts", "rules", "criteria", "diagnosis");
    }

    @Test
    void criteriaImportFacts() {
        onlyOurs("criteria", "facts");
    }

    @Test
    void diagnosisImportsFactsAndTheResultsOfRules() {
        onlyOurs("diagnosis", "facts", "rules", "criteria");
    }

    @Test
    void reportImportsDiagnosisAndFacts() {
        onlyOurs("report", "diagnosis", "criteria", "checklist", "facts", "rules");
        noClasses()
                .that()
                .resideInAPackage("dev.meshdx.report")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.meshdx.rules")
                        .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(RuleShortfall.class))))
                .check(OURS);
    }

    @Test
    void authoringImportsFactsRulesAndDiagnosis() {
        onlyOurs("authoring", "facts", "rules", "diagnosis", "criteria");
    }

    @Test
    void auditImportsTheFrontDoorsOfADiagnosis() {
        onlyOurs("audit", "facts", "capture", "rules", "criteria", "diagnosis", "report");
    }

    @Test
    void lintImportsFactsAndRules() {
        onlyOurs("lint", "facts", "rules");
    }

    @Test
    void monitorImportsTheAlertsOfRules() {
        onlyOurs("monitor", "rules");
        noClasses()
                .that()
                .resideInAPackage("dev.meshdx.monitor")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.meshdx.rules")
                        .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(Alert.class))))
                .check(OURS);
    }

    @Test
    void droolsIsImportedByRulesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.meshdx.rules", "rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie..")
                .check(OURS);
    }

    @Test
    void nothingImportsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meshdx.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.meshdx.cli")
                .check(OURS);
    }

    private static void onlyOurs(String name, String... allowed) {
        String[] others = Arrays.stream(new String[] {
                    "facts",
                    "capture",
                    "rules",
                    "criteria",
                    "diagnosis",
                    "checklist",
                    "report",
                    "monitor",
                    "lint",
                    "authoring",
                    "audit",
                    "collect",
                    "cli"
                })
                .filter(other -> !other.equals(name) && !Arrays.asList(allowed).contains(other))
                .map(other -> "dev.meshdx." + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.meshdx." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(OURS);
    }
}
