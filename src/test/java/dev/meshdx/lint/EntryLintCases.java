package dev.meshdx.lint;

import static dev.meshdx.lint.LintCase.of;
import static dev.meshdx.lint.Snippet.ALERTS;
import static dev.meshdx.lint.Snippet.DRL;
import static dev.meshdx.lint.Snippet.ENTRY;
import static dev.meshdx.lint.Snippet.PACK;
import static dev.meshdx.lint.Snippet.TEST;

import java.util.stream.Stream;

/** One mistake in an entry, a test, a manifest or alerts each, and every finding that follows from it. */
final class EntryLintCases {

    private EntryLintCases() {}

    static Stream<LintCase> all() {
        return Stream.of(
                of(
                        new Snippet().with(ENTRY, "title: Made up", "title: Made: up"),
                        "area/made-up.yaml:2:12 error yaml-syntax: mapping values are not allowed here [quote texts that hold ': ', ' #' or begin with a sign]"),
                of(
                        new Snippet().with(ENTRY, "severity: high", "severty: high"),
                        "area/made-up.yaml:1:1 error missing-key: the file lacks 'severity' [How bad it is when it is there; says nothing of how sure it is.]",
                        "area/made-up.yaml:5:1 error unknown-key: unknown key 'severty'; did you mean 'severity'? [keys are"),
                of(
                        new Snippet().with(TEST, "expect: none", "expct: none"),
                        "area/made-up.test.yaml:9:5 error unknown-key: unknown key 'expct' in an item of cases; did you mean 'expect'? [keys are"),
                of(
                        new Snippet().with(PACK, "version: 1.0.0", "verison: 1.0.0"),
                        "pack.yaml:1:1 error missing-key: the file lacks 'version' [Semantic version of its knowledge, such as 1.4.0.]",
                        "pack.yaml:2:1 error unknown-key: unknown key 'verison'; did you mean 'version'? [keys are"),
                of(
                        new Snippet().with(ALERTS, "alerts: []", "alert: []"),
                        "alerts.yaml:1:1 error unknown-key: unknown key 'alert'; did you mean 'alerts'? [keys are"),
                of(
                        new Snippet().with(ENTRY, "kind: root", "kind: root\nkind: symptom"),
                        "area/made-up.yaml:4:1 error duplicate-key: key 'kind' stands twice [keep one of them]"),
                of(
                        new Snippet().with(ENTRY, "    effect: disruptive\n", ""),
                        "area/made-up.yaml:18:5 error missing-key: an item of fix lacks 'effect' [What the command does to the cluster.]",
                        "area/made-up.yaml:18:33 error effect-too-mild: 'delete' is at least disruptive, the step says read-only [write effect: disruptive]"),
                of(
                        new Snippet().with(ENTRY, "weight: very-strong", "weight: very-stron"),
                        "area/made-up.yaml:6:8 warning never-found: all its rules together reach 0.10, less than 0.5 [give the decisive rule more weight, or add evidence in a group of its own]",
                        "area/made-up.yaml:11:22 error wrong-value: weight is 'very-stron'; did you mean 'very-strong'? [one of weak, moderate, strong, very-strong, conclusive, weak-against, moderate-against, strong-against, very-strong-against, conclusive-against]"),
                of(
                        new Snippet()
                                .with(
                                        ENTRY,
                                        "evidence:",
                                        "parameters:\n  many: { default: 3, unit: calls, says: \"So many.\" }\nevidence:")
                                .with(
                                        DRL,
                                        "    $calls : ResponseFlagCount( flag == \"UO\", count >= 3,",
                                        "    Parameter( id == \"made-up.mny\", $many : value )\n"
                                                + "    $calls : ResponseFlagCount( flag == \"UO\", count >= $many,"),
                        "area/made-up.drl:8:22 error unknown-parameter: the entry has no parameter for 'made-up.mny'; did you mean 'made-up.many'? [its parameters are made-up.many]",
                        "area/made-up.yaml:11:3 warning unused-parameter: no rule asks for parameter 'many' [use it in a rule, or delete it]"),
                of(
                        new Snippet().with(ENTRY, "causes: []", "causes: other"),
                        "area/made-up.yaml:13:9 error wrong-value: causes must be a list, is a text ('other')"),
                of(
                        new Snippet().with(PACK, "version: 1.0.0", "version: 1.0"),
                        "pack.yaml:2:10 error wrong-value: version is '1.0' [Semantic version of its knowledge, such as 1.4.0.]"),
                of(
                        new Snippet().with(TEST, "certainty: \">=0.9\"", "certainty: sure"),
                        "area/made-up.test.yaml:6:42 error wrong-value: certainty is 'sure' [Bound of its certainty, such as \">=0.9\".]"),
                of(
                        new Snippet().with(TEST, "expect: none", "expect: noone"),
                        "area/made-up.test.yaml:9:13 error wrong-value: expect is 'noone'; did you mean 'none'? [one of none, undecided, ruled-out]"),
                of(
                        new Snippet().file(TEST, ""),
                        "area/made-up.drl:1:1 error missing-file: there is no made-up.test.yaml beside it [write it]"),
                of(
                        new Snippet().with(ENTRY, "id: made-up", "id: made-app"),
                        "area/made-up.yaml:1:5 error name-mismatch: id is 'made-app', but the file is called made-up.yaml [write id: made-up]"),
                of(
                        new Snippet().with(PACK, "version: 1.0.0", "version: 1.0.0\nids: [site-*]"),
                        "area/made-up.yaml:1:5 error id-outside-pack: made-up is not one of the ids of pack site: site-* [rename it, or add it to ids in pack.yaml]"),
                of(
                        new Snippet().with(ENTRY, "causes: []", "aliases: [A1, A1]"),
                        "area/made-up.yaml:13:15 warning duplicate-alias: 'A1' stands twice in aliases [remove one of them]"),
                of(
                        new Snippet()
                                .with(
                                        ENTRY,
                                        "  made-up.quiet: { weight: strong-against, says: \"another flag\" }\n",
                                        ""),
                        "area/made-up.drl:14:1 error rule-without-weight: rule \"made-up.quiet\" has no weight in made-up.yaml [name it under evidence: with weight and says]"),
                of(
                        new Snippet().with(ENTRY, "  made-up.quiet:", "  made-up.quit:"),
                        "area/made-up.drl:14:1 error rule-without-weight: rule \"made-up.quiet\" has no weight in made-up.yaml [name it under evidence: with weight and says]",
                        "area/made-up.yaml:12:3 error unknown-rule: made-up.drl has no rule 'made-up.quit'; did you mean 'made-up.quiet'?"),
                of(
                        new Snippet().with(TEST, "rules: [made-up]", "rules: [made-upp]"),
                        "area/made-up.test.yaml:6:59 error unknown-rule: made-up.drl has no rule 'made-upp'; did you mean 'made-up'?"),
                of(
                        new Snippet().with(ENTRY, "    purpose: see it", "    purpose: see it\n    when: made-up.x"),
                        "area/made-up.yaml:17:11 error unknown-rule: made-up.drl has no rule 'made-up.x'; did you mean 'made-up'?"),
                of(
                        new Snippet().with(ENTRY, "causes: []", "causes: [made-app]"),
                        "area/made-up.yaml:13:10 error unknown-failure-mode: no pack has a failure mode 'made-app'; did you mean 'made-up'?"),
                of(
                        new Snippet().with(ALERTS, "alerts: []", "unannounced: { made-app: no metric }"),
                        "alerts.yaml:1:16 error unknown-failure-mode: no pack has a failure mode 'made-app'; did you mean 'made-up'?"),
                of(
                        new Snippet()
                                .with(
                                        TEST,
                                        "      - { subject: shop/cart, certainty: \">=0.9\", rules: [made-up] }",
                                        "      []"),
                        "area/made-up.test.yaml:1:1 error no-positive-test: no case finds made-up [add a case with expect: [ { subject: namespace/name, certainty: \">=0.9\" } ]]",
                        "area/made-up.test.yaml:6:7 error test-without-assertion: expect is an empty list [write expect: none, or what is found]"),
                of(
                        new Snippet().with(TEST, "    near: true\n", ""),
                        "area/made-up.test.yaml:1:1 error no-near-miss: no case is a near miss of made-up [copy a case that fires, change one field, and add near: true and expect: none]"),
                of(
                        new Snippet().with(TEST, "    absent: [access-log]\n", ""),
                        "area/made-up.test.yaml:1:1 error no-absent-test: no case lacks the evidence of made-up [add a case with absent: [...] and expect: undecided]"),
                of(
                        new Snippet().with(TEST, "subject: shop/cart, certainty: \">=0.9\", rules", "rules"),
                        "area/made-up.test.yaml:6:9 error test-without-assertion: the finding names neither subject nor certainty [write { subject: namespace/name, certainty: \">=0.9\" }]"),
                of(
                        new Snippet().with(TEST, "ResponseFlagCount: {", "ResponseFlagCuont: {"),
                        "area/made-up.test.yaml:4:9 error test-fact: unknown fact type ResponseFlagCuont; did you mean 'ResponseFlagCount'? [see them with: meshdx rules facts]"),
                of(
                        new Snippet().with(TEST, "flag: UO", "flg: UO"),
                        "area/made-up.test.yaml:4:47 error test-fact: ResponseFlagCount has no field 'flg'; did you mean 'flag'? [fields are"),
                of(
                        new Snippet().with(TEST, "count: 3", "count: [3]"),
                        "area/made-up.test.yaml:4:64 error test-fact: ResponseFlagCount.count is a number, not a list"),
                of(
                        new Snippet().with(ENTRY, "causes: []", "logs: [ { id: line, contains: x, regex: \"(x\" } ]"),
                        "area/made-up.yaml:13:41 error bad-regex: \"(x\" is no regular expression: Unclosed group at character 3"),
                of(
                        new Snippet().with(ENTRY, "kubectl get pod {pod} -n", "kubectl get pod {pod} \u2013n"),
                        "area/made-up.yaml:15:32 error typographic-character: '\u2013' (U+2013) is a character of word processors [write plain quotes, hyphens and spaces]"),
                of(
                        new Snippet().with(TEST, "absent: [access-log]", "absent: [acess-log]"),
                        "area/made-up.test.yaml:11:14 error unknown-evidence-kind: no evidence is of kind 'acess-log'; did you mean 'access-log'? [Kubernetes kinds go by their names, such as DestinationRule; others are like access-log]"),
                of(
                        new Snippet().with(ENTRY, "Calls to {name} fail.", "Calls to {host} fail."),
                        "area/made-up.yaml:8:20 error unbound-placeholder: {host} is not bound by any rule"),
                of(
                        new Snippet().with(ENTRY, "{calls.count} of", "{calls.coutn} of"),
                        "area/made-up.yaml:11:42 error unbound-placeholder: {calls.coutn}: ResponseFlagCount has no field 'coutn'; did you mean 'count'?"),
                of(
                        new Snippet().with(ENTRY, "{calls.count} of", "{calls.count|percnt} of"),
                        "area/made-up.yaml:11:42 error unbound-placeholder: {calls.count|percnt} asks for an unknown format; did you mean 'percent'? [formats are days, limit, mib, percent, seconds, seen]"),
                of(
                        new Snippet().with(ENTRY, "\"another flag\"", "\"another flag on {podName}\""),
                        "area/made-up.yaml:12:67 error unbound-placeholder: {podName} is not bound by rule made-up.quiet [bind $podName there, or name what is always known]"),
                of(
                        new Snippet().with(ENTRY, "effect: disruptive", "effect: safe"),
                        "area/made-up.yaml:18:33 error effect-too-mild: 'delete' is at least disruptive, the step says safe [write effect: disruptive]"),
                of(
                        new Snippet().with(ENTRY, "get pod {pod} -n", "get pod \"{pod}\" -n"),
                        "area/made-up.yaml:15:27 error quoted-placeholder: {pod} stands inside \" [end the quotes before it and begin them again behind it]"),
                of(
                        new Snippet()
                                .with(
                                        ENTRY,
                                        "delete pod {pod}\n    effect: disruptive",
                                        "get pod {pod}\n    effect: read-only"),
                        "area/made-up.yaml:5:11 warning fix-read-only: severity is high, but fix: only looks [add a step that repairs it, or one by hand that says whom to call]"),
                of(
                        new Snippet().with(ENTRY, "verify:\n  - purpose: look again", "verify: []"),
                        "area/made-up.yaml:1:5 warning missing-steps: made-up has no steps under verify: [add one; a step by hand needs a purpose only]"),
                of(
                        new Snippet().with(ENTRY, "causes: []", "causes: [made-up]"),
                        "area/made-up.yaml:13:10 warning cause-cycle: cycle of causes: made-up -> made-up [leave out the weakest of these edges]"),
                of(
                        new Snippet().with(ENTRY, "https://meshdx.dev/made-up", "http//meshdx.dev"),
                        "area/made-up.yaml:24:5 warning malformed-link: 'http//meshdx.dev' is no address [write https://host/path without spaces]"),
                of(
                        new Snippet().with(ENTRY, "weight: very-strong", "weight: moderate"),
                        "area/made-up.yaml:6:8 warning never-found: all its rules together reach 0.36, less than 0.5 [give the decisive rule more weight, or add evidence in a group of its own]"),
                of(
                        new Snippet().with(ENTRY, "\"It is made up.\"", "\"password: hunter2hunter2\""),
                        "area/made-up.yaml:9:7 warning secret-in-example: 'password: hu...' looks like a secret [write a made-up value that nobody can mistake, such as EXAMPLE]"),
                of(
                        new Snippet().with(ENTRY, "title: Made up", "title: Made up."),
                        "area/made-up.yaml:2:8 warning text-style: the title ends with a full stop [leave it out]"),
                of(
                        new Snippet().with(ENTRY, "Calls to {name} fail.", "Calls fail."),
                        "area/made-up.yaml:8:10 warning text-style: the summary names nobody [say whom it concerns with {name} or a variable]"),
                of(
                        new Snippet()
                                .file("other/made-up.drl", Snippet.text(DRL).replace("site.area", "site.other"))
                                .file("other/made-up.yaml", Snippet.text(ENTRY))
                                .file("other/made-up.test.yaml", Snippet.text(TEST)),
                        "other/made-up.yaml:1:5 error duplicate-id: failure mode made-up exists in FOLDER/area/made-up.yaml, too"
                                + " [give one of them another name]"));
    }
}
