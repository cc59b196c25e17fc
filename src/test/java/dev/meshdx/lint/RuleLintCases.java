package dev.meshdx.lint;

import static dev.meshdx.lint.LintCase.of;
import static dev.meshdx.lint.Snippet.DRL;
import static dev.meshdx.lint.Snippet.ENTRY;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One mistake in the rules each, and every finding that follows from it. */
final class RuleLintCases {

    private RuleLintCases() {}

    static Stream<LintCase> all() {
        return Stream.of(
                of(
                        new Snippet().with(DRL, "flag == \"UO\"", "flag = \"UO\""),
                        "area/made-up.drl:8:38 error syntax: '=' does not fit here [write == to compare]"),
                of(
                        new Snippet().with(DRL, "\"UO\"", "\u201cUO\u201d"),
                        "area/made-up.drl:8:41 error syntax: '\u201c' is a character of word processors, no part of DRL [write plain quotes, hyphens and spaces]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up\"\nwhen", "rule \"made-up\"\nwhn"),
                        "area/made-up.drl:7:1 error syntax: 'whn' does not fit here; did you mean 'when'?"),
                of(
                        new Snippet().with(DRL, "\"UO\", count", "\"UO, count"),
                        "area/made-up.drl:8:41 error syntax: this quote is not closed in its line [close it with \"]"),
                of(
                        new Snippet().with(DRL, "import dev.meshdx.facts.*", "import java.io.*"),
                        "area/made-up.drl:3:1 error import: import of java.io.* is not allowed [rules import dev.meshdx.facts.* and static dev.meshdx.rules.Conclusions.conclude only]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up\"", "global java.util.List list\nrule \"made-up\""),
                        "area/made-up.drl:6:1 error declaration: global is not allowed [a rule file holds rules only]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up\"", "query \"all\" Pod() end\nrule \"made-up\""),
                        "area/made-up.drl:6:1 error declaration: query is not allowed [a rule file holds rules only]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up.quiet\"", "rule \"made-up\""),
                        "area/made-up.drl:14:1 error duplicate-rule: rule \"made-up\" exists twice [give one of them another name]",
                        "area/made-up.yaml:12:3 error unknown-rule: made-up.drl has no rule 'made-up.quiet'"),
                of(
                        new Snippet().with(DRL, "rule \"made-up\"\n", "rule \"made-up\" salience 10\n"),
                        "area/made-up.drl:6:25 error attribute: rule \"made-up\" has attribute salience; attributes are not allowed [leave it out; results do not depend on the order of firing]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up\"\n", "rule \"made-up\" @owner( me )\n"),
                        "area/made-up.drl:6:16 error annotation: rule \"made-up\" has annotation @owner [leave it out; what it says belongs into the entry]"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "conclude( kcontext, $calls.subject() );\nend\n\n",
                                        "conclude( kcontext, $calls.subject() ); $pod.toString();\nend\n\n"),
                        "area/made-up.drl:11:5 error consequence: rule \"made-up\" must have one consequence of the form: conclude( kcontext, $x.subject() );"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "$calls : ResponseFlagCount( flag == \"UH\" )",
                                        "not ResponseFlagCount( flag == \"UH\" )"),
                        "area/made-up.drl:14:1 error empty-when: rule \"made-up.quiet\" has no condition that a fact must meet, so it would always fire"),
                of(
                        new Snippet().with(DRL, "$pod : Pod( namespace == $ns, name == $podName )", "eval( 1 == 1 )"),
                        "area/made-up.drl:8:59 warning unused-binding: $ns is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:8:76 warning unused-binding: $podName is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:9:5 error element: eval is not allowed in a rule [write patterns, not, exists or accumulate]"),
                of(
                        new Snippet()
                                .with(DRL, "$pod : Pod( namespace == $ns, name == $podName )", "Pod() from $calls"),
                        "area/made-up.drl:8:59 warning unused-binding: $ns is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:8:76 warning unused-binding: $podName is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:9:5 error element: from is not allowed in a rule [join facts instead]"),
                of(
                        new Snippet().with(DRL, "$pod : Pod(", "$pod : Podd("),
                        "area/made-up.drl:9:12 error unknown-type: unknown fact type Podd; did you mean 'Pod'? [see them with: meshdx rules facts]"),
                of(
                        new Snippet().with(DRL, "count >= 3", "coutn >= 3"),
                        "area/made-up.drl:8:47 error unknown-field: ResponseFlagCount has no field 'coutn'; did you mean 'count'?"),
                of(
                        new Snippet().with(DRL, "count >= 3", "namespace.lenght > 3"),
                        "area/made-up.drl:8:57 error unknown-field: a text has no 'lenght' that rules may read; did you mean 'length'?"),
                of(
                        new Snippet().with(DRL, "namespace == $ns", "namespace == $nss"),
                        "area/made-up.drl:8:59 warning unused-binding: $ns is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:9:30 error unbound-variable: $nss is bound nowhere in the rule; did you mean '$ns'?"),
                of(
                        new Snippet().with(DRL, "count >= 3", "namespace == System.getenv(\"HOME\")"),
                        "area/made-up.drl:8:60 error java: 'System' is Java, which conditions must not call [compare with CaptureTime: the time of a rule is that of the capture]"),
                of(
                        new Snippet().with(DRL, "count >= 3", "count > new Long(3)"),
                        "area/made-up.drl:8:55 error java: 'new' is Java, which conditions must not call",
                        "area/made-up.drl:8:59 error java: 'Long' is Java, which conditions must not call"),
                of(
                        new Snippet().with(DRL, "namespace == $ns, name", "namespace == $ns && name"),
                        "area/made-up.drl:9:34 error not-indexed: Pod: write a comma instead of &&, which Drools can't index"),
                of(
                        new Snippet().with(DRL, "name == $podName )", "name == $podName, containers[0] == \"web\" )"),
                        "area/made-up.drl:9:53 error unchecked-index: Pod: an index fails when the list is shorter [write containers.size() > 0 before it, or use containers contains]"),
                of(
                        new Snippet().with(DRL, "package rules.site.area.made_up", "package rules.site.made_up"),
                        "area/made-up.drl:1:9 error name-mismatch: package is rules.site.made_up [write package rules.site.area.made_up]"),
                of(
                        new Snippet().with(DRL, "rule \"made-up.quiet\"", "rule \"made-app.quiet\""),
                        "area/made-up.drl:14:1 error name-mismatch: rule \"made-app.quiet\" does not begin with the name of its file [call it made-up or made-up.<evidence>]",
                        "area/made-up.drl:14:1 error rule-without-weight: rule \"made-app.quiet\" has no weight in made-up.yaml [name it under evidence: with weight and says]",
                        "area/made-up.yaml:12:3 error unknown-rule: made-up.drl has no rule 'made-up.quiet'; did you mean 'made-app.quiet'?"),
                of(
                        new Snippet().with(DRL, "count >= 3", "count >= \"3\""),
                        "area/made-up.drl:8:56 error type-mismatch: ResponseFlagCount.count is a number, \"3\" is a text [write the value without quotes]"),
                of(
                        new Snippet().with(DRL, "flag == \"UO\"", "flag == 3"),
                        "area/made-up.drl:8:41 error type-mismatch: ResponseFlagCount.flag is a text, 3 is a number [quote the value]"),
                of(
                        new Snippet().with(DRL, "flag == \"UO\"", "flag matches \"(UO\""),
                        "area/made-up.drl:8:46 error bad-regex: \"(UO\" is no regular expression: Unclosed group at character 4"),
                of(
                        new Snippet().with(DRL, "flag == \"UO\"", "flag matches \"(U+)+O\""),
                        "area/made-up.drl:8:46 error slow-regex: \"(U+)+O\" repeats (U+)+, which repeats something itself [repeat only one of the two, or separate the parts by a character that they don't match]"),
                of(
                        new Snippet().with(DRL, "\"UO\"", "\"U\u00a0O\""),
                        "area/made-up.drl:8:43 error typographic-character: '\u00a0' (U+00A0) is a character of word processors [write plain quotes, hyphens and spaces]"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "flag == \"UO\", count >= 3, $ns : namespace, $podName : pod )\n    $pod : Pod( namespace == $ns, name == $podName )",
                                        "$podName : pod )\n    $pod : Pod( phase == \"Running\", name contains $podName )"),
                        "area/made-up.drl:8:5 warning wide-first: the first pattern takes every ResponseFlagCount, while a later one asks for a value [begin with the pattern that asks for a value, and join this one]"),
                of(
                        new Snippet().with(DRL, "namespace == $ns, name == $podName", "$node : node"),
                        "area/made-up.drl:8:59 warning unused-binding: $ns is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:8:76 warning unused-binding: $podName is read nowhere [remove the binding, or use it]",
                        "area/made-up.drl:9:5 warning cross-product: Pod joins no variable of a pattern before it and asks for no value [join it, as in namespace == $ns, or write exists when any one will do]"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "$pod : Pod( namespace == $ns, name == $podName )",
                                        "$other : ResponseFlagCount( flag == \"UO\", count >= 3, namespace == $ns, pod == $podName )"),
                        "area/made-up.drl:9:5 warning self-join-pair: ResponseFlagCount may be the same fact as the one in line 8 [add a constraint such as name > $name, or this != $calls]"),
                of(
                        new Snippet().with(DRL, "namespace == $ns,", "namespace.equals( $ns ),"),
                        "area/made-up.drl:9:27 warning slow-join: .equals(...) is not indexed [write field == value]",
                        "area/made-up.drl:9:27 error unknown-field: a text has no 'equals' that rules may read"),
                of(
                        new Snippet().with(DRL, "namespace == $ns,", "$ns == namespace,"),
                        "area/made-up.drl:9:17 warning slow-join: the value stands left of == [write namespace == $ns]"),
                of(
                        new Snippet().with(DRL, "flag == \"UO\"", "flag == \"\\u0055O\""),
                        "area/made-up.drl:8:42 error strict: \\u is not allowed, as Java reads such an escape before anything else; write the character"),
                of(
                        new Snippet().with(DRL, "count >= 3", "count > 3 || < 1"),
                        "area/made-up.drl:8:60 error half-constraint: '<' has nothing on its left [repeat the field]"),
                of(
                        new Snippet().with(DRL, "count >= 3", "count > 5, count < 3"),
                        "area/made-up.drl:8:5 error always-false: no ResponseFlagCount can meet all constraints of this pattern [write two patterns, or join the values with ||]"),
                of(
                        new Snippet().with(DRL, "count >= 3", "1 == 1"),
                        "area/made-up.drl:8:47 error always-false: '1 == 1' reads no field of ResponseFlagCount"),
                of(
                        new Snippet().with(DRL, "$pod : Pod(", "not Pod("),
                        "area/made-up.drl:9:9 warning unguarded-not: not Pod holds as well when no Pod was captured [add Coverage( kind == \"Pod\", complete ) before it]"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "$pod : Pod(",
                                        "Coverage( kind == \"acess-log\", complete )\n    $pod : Pod("),
                        "area/made-up.drl:9:23 error unknown-evidence-kind: no evidence is of kind 'acess-log'; did you mean 'access-log'? [Kubernetes kinds go by their names, such as DestinationRule; others are like access-log]"),
                of(
                        new Snippet()
                                .with(
                                        DRL,
                                        "$pod : Pod( namespace == $ns, name == $podName )",
                                        "accumulate( Pod( namespace == $ns, name == $podName ); $n : count(); $n > 1 )"),
                        "area/made-up.drl:9:5 warning evidence-lost: the facts that this accumulate takes are not part of the evidence [bind them and write count( $fact )]"),
                of(
                        new Snippet().with(DRL, "name == $podName )", "name == $podName, labels[\"app\"].length > 3 )"),
                        "area/made-up.drl:9:67 warning map-value-member: .length fails when the key is not there [compare the value itself: ==, matches and contains take null]"),
                of(
                        new Snippet().with(DRL, "flag == \"UH\" )", "flag == \"UH\", $host : host )"),
                        "area/made-up.drl:16:47 warning unused-binding: $host is read nowhere [remove the binding, or use it]"),
                of(
                        new Snippet().with(DRL, "    $pod : Pod(", "    // lint-ok: cross-product\n    $pod : Pod("),
                        "area/made-up.drl:9:5 error bad-suppression: lint-ok: cross-product gives no reason [write: lint-ok: ID REASON]"),
                of(
                        new Snippet()
                                .with(DRL, "    $pod : Pod(", "    // lint-ok: cros-product because\n    $pod : Pod("),
                        "area/made-up.drl:9:5 error bad-suppression: there is no check 'cros-product'; did you mean 'cross-product'? [write: lint-ok: ID REASON]"),
                of(
                        new Snippet().with(DRL, "    $pod : Pod(", "    // lint-ok: syntax because\n    $pod : Pod("),
                        "area/made-up.drl:9:5 error bad-suppression: syntax cannot be accepted: the pack would not load [write: lint-ok: ID REASON]"),
                of(
                        new Snippet()
                                .with(DRL, "    $pod : Pod(", "    // lint-ok: cross-product because\n    $pod : Pod("),
                        "area/made-up.drl:9:5 warning unused-suppression: cross-product finds nothing in line 10 [remove the comment]"),
                of(
                        new Snippet()
                                .with(DRL, "flag == \"UH\"", "flag == \"UO\", count >= 3, share > 0.5")
                                .with(DRL, "    $pod : Pod( namespace == $ns, name == $podName )\n", "")
                                .with(DRL, ", $ns : namespace, $podName : pod", "")
                                .with(DRL, "count >= 3, share > 0.5 )", "count >= 3 )\n    exists Node()")
                                .with(ENTRY, "weight: very-strong,", "weight: very-strong, group: calls,")
                                .with(ENTRY, "weight: strong-against,", "weight: strong, group: calls,"),
                        "area/made-up.drl:13:1 warning shadowed-rule: rule \"made-up.quiet\" fires only when \"made-up\" does,"
                                + " and weighs no more in the same group [give it more weight or a group of its own, or remove it]"),
                of(
                        new Snippet()
                                .with(DRL, "$podName : pod", bindings())
                                .with(ENTRY, "of {calls.total}", "of " + placeholders()),
                        "area/made-up.drl:6:1 warning too-many-variables: rule \"made-up\" binds 24 variables, more than 20"
                                + " [bind the fact and read its fields in the entry, as in {calls.host}]"));
    }

    private static String bindings() {
        return IntStream.range(0, 20).mapToObj(i -> "$v" + i + " : host").collect(Collectors.joining(", "))
                + ", $podName : pod";
    }

    private static String placeholders() {
        return IntStream.range(0, 20).mapToObj(i -> "{v" + i + "}").collect(Collectors.joining(" "));
    }
}
