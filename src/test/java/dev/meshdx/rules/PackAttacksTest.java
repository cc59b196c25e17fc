package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a pack from a stranger may try: each attempt is refused, with a sentence that names the file and the line. */
class PackAttacksTest {

    private static final String CONCLUDE = "conclude( kcontext, $node.subject() );";
    private static final String PLAIN = "$node : Node( name == \"x\" )";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> conditions() {
        return Stream.of(
                        condition("getenv", "$node : Node( name == System.getenv(\"HOME\") )", "System"),
                        condition("exec", "$node : Node( Runtime.getRuntime().exec(\"id\") != null )", "Runtime"),
                        condition("qualified", "$node : Node( name == java.lang.System.getProperty(\"x\") )", "'java'"),
                        condition("new", "$node : Node( new ProcessBuilder(\"id\").start() != null )", "'new'"),
                        condition("reflection", "$node : Node( name.getClass().forName(\"x\") != null )", "getClass"),
                        condition("class property", "$node : Node( name.class.classLoader != null )", "'class'"),
                        condition("getInteger", "$node : Node( name == Integer.getInteger(\"x\") )", "Integer"),
                        condition("cast", "$node : Node( this#Node.name == \"x\" )", "'Node' is Java"),
                        condition("formatted", "$node : Node( name.formatted(1) == \"x\" )", "formatted"),
                        condition("regex by method", "$node : Node( name.matches(\"(a+)+\") )", "matches"),
                        condition("kcontext", "$node : Node( name == kcontext.getRule().getName() )", "kcontext"),
                        condition("drools", "$node : Node( drools.halt() == null )", "drools"),
                        condition("second of two", "$node : Node( name == \"x\" || System.exit(1) == null )", "System"),
                        condition("assignment", "$node : Node( name == ( $x = \"y\" ) )", "$x is bound nowhere"),
                        condition("ternary", "$node : Node( ready ? true : false )", "?"),
                        condition("lambda", "$node : Node( labels.keySet().removeIf(k -> true) )", ""),
                        condition("mutation", "$node : Node( $l : name, $l.concat(\"x\") == \"y\" )", "concat"),
                        condition("unbound variable", "$node : Node( name == $nobody )", "$nobody"),
                        condition("comment in a constraint", "$node : Node( name /* == \"x\" */ == \"y\" )", ""),
                        condition(
                                "unicode escape",
                                "$node : Node( name == \"\\u0022 + System.exit(0) + \\u0022\" )",
                                "\\u"),
                        condition("escape", "$node : Node( name == \"\\042\" )", ""),
                        condition("single quotes", "$node : Node( name == 'x' )", ""),
                        condition(
                                "eval",
                                "$node : Node() eval( new java.io.File(\"/\").delete() )",
                                "eval is not allowed"),
                        condition("from", "$node : Node() String() from java.nio.file.Files.readString(null)", "from"),
                        condition("from collect", "$node : Node() java.util.List() from collect( Node() )", "from"),
                        condition(
                                "entry point",
                                "$node : Node() from entry-point \"x\"",
                                "no condition that a fact must meet"),
                        condition(
                                "accumulate code",
                                "$node : Node() Number() from accumulate( Node(), init( System.exit(1); ) action() result( 1 ) )",
                                "accumulate names no function"),
                        condition(
                                "accumulate function",
                                "$node : Node() accumulate( $n : Node(); $v : variance( $n.name ) )",
                                "variance"),
                        condition(
                                "accumulate parameter",
                                "$node : Node() accumulate( $n : Node(); $v : sum( System.exit(1) ) )",
                                "System"),
                        condition(
                                "accumulate result",
                                "$node : Node() accumulate( $n : Node(); $v : count( $n ); System.exit(1) == null )",
                                "System"),
                        condition("forall", "$node : Node() forall( Node( name == \"x\" ) )", "forall is not allowed"),
                        condition("unknown type", "$node : java.lang.Runtime()", "unknown fact type"),
                        condition("window", "$node : Node() over window:length( 1 )", ""),
                        condition("positional", "$node : Node( \"x\"; )", ""),
                        condition("oopath", "$node : Node() /things[ name == \"x\" ]", ""),
                        condition("named consequence", "$node : Node() do[ other ]", ""),
                        condition("catastrophic regex", "$node : Node( name matches \"(a+)+b\" )", "(a+)"),
                        condition(
                                "regex from a value",
                                "$node : Node( $x : name, message matches $x )",
                                "stands in the rule"),
                        condition("no regex", "$node : Node( name matches \"(\" )", "no regular expression"),
                        condition("deep nesting", "$node : Node( " + "(".repeat(5000) + "1", "nested more than"),
                        condition(
                                "deep minus",
                                "$node : Node( memoryPressure == " + "(1+".repeat(35) + "1" + ")".repeat(35) + " )",
                                "nested"),
                        condition(
                                "huge file", "$node : Node( name == \"" + "x".repeat(300_000) + "\" )", "longer than"),
                        condition("right-to-left override", "$node : Node( name == \"\u202e\" )", "U+202E"),
                        condition("variable without $", "node : Node( x : name )", ""))
                .map(this::refused);
    }

    @TestFactory
    Stream<DynamicTest> consequences() {
        return Stream.of(
                        "Runtime.getRuntime().exec(\"id\");",
                        "System.exit(1);",
                        "new Thread(() -> {}).start();",
                        "while (true) {}",
                        CONCLUDE + " System.exit(1);",
                        "conclude( kcontext, $node.subject() ); // } System.exit(1); {",
                        "conclude( kcontext, (dev.meshdx.facts.Subject) System.getProperties().get(1) );",
                        "conclude( kcontext, $node.subject().getClass().getName() );",
                        "conclude( (RuleContext) kcontext.getKieRuntime(), $node.subject() );",
                        "kcontext.getKieRuntime().halt();",
                        "drools.insert( $node );",
                        "{ } static { System.exit(1); }")
                .map(text -> new Attempt(text, MadePack.rule("made-up", PLAIN, text), "must have one consequence"))
                .map(this::refused);
    }

    @TestFactory
    Stream<DynamicTest> restOfTheFile() {
        String rule = MadePack.rule("made-up", PLAIN, CONCLUDE);
        return Stream.of(
                        new Attempt("import java", "import java.*\n" + rule, "import of java.*"),
                        new Attempt(
                                "import static",
                                "import static java.lang.System.exit\n" + rule,
                                "import of static java.lang.System.exit"),
                        new Attempt(
                                "import accumulate", "import accumulate java.lang.Runtime x\n" + rule, "accumulate"),
                        new Attempt("import function", "import function java.lang.System.exit\n" + rule, "System.exit"),
                        new Attempt("global", "global java.lang.Runtime r\n" + rule, "global"),
                        new Attempt("function", "function void f() { System.exit(1); }\n" + rule, "function"),
                        new Attempt(
                                "declare",
                                "declare X\n a : String = System.getProperty(\"x\")\nend\n" + rule,
                                "declare"),
                        new Attempt("declare enum", "declare enum E A(\"x\"); n : String end\n" + rule, "declare"),
                        new Attempt("query", rule + "query \"q\"\n Node()\nend\n", ""),
                        new Attempt("dialect of the package", "dialect \"mvel\"\n" + rule, "dialect"),
                        new Attempt("unit", "unit Made\n" + rule, "unit"),
                        attribute("salience 10"),
                        attribute("salience ( System.exit(1) )"),
                        attribute("timer ( int: 1s )"),
                        attribute("duration 5"),
                        attribute("enabled ( System.exit(1) == null )"),
                        attribute("dialect \"mvel\""),
                        attribute("no-loop"),
                        attribute("agenda-group \"x\""),
                        new Attempt("annotation", rule.replace("when", "@x( 1 )\nwhen"), "annotation"),
                        new Attempt("annotation that hides", rule.replace("when", "@x( ) when then end\nwhen"), ""),
                        new Attempt("extends", rule.replace("\"made-up\"", "\"made-up\" extends \"other\""), "extends"),
                        new Attempt("rule name", rule.replace("\"made-up\"", "\"made-up.\\\" + x\""), ""),
                        new Attempt("rule name 2", rule.replace("\"made-up\"", "\"made-up.A b\""), "lower-case"),
                        new Attempt("another package", "\n" + rule.replace("rule ", "package java.lang\nrule "), ""))
                .map(this::refused);
    }

    @TestFactory
    Stream<DynamicTest> yaml() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'j'; c++) {
            char before = (char) (c - 1);
            bomb += c + ": &" + c + " [" + ("*" + before + ",").repeat(8) + "*" + before + "]\n";
        }
        String aliases = bomb;
        String tag = "x: !!javax.script.ScriptEngineManager [ !!java.net.URLClassLoader [[ ]] ]\n";
        String deep = "x: " + "[".repeat(10_000) + "\n";
        return Stream.of("pack.yaml", "area/made-up.yaml", "alerts.yaml")
                .flatMap(file -> Stream.of(aliases, tag, deep)
                        .map(text -> DynamicTest.dynamicTest(file + ": " + text.substring(0, 20), () -> {
                            MadePack pack = new MadePack(fresh(), "site").mode("made-up", PLAIN);
                            Path target = pack.folder().resolve(file);
                            Files.writeString(target, (Files.exists(target) ? Files.readString(target) : "") + text);
                            assertThat(refusal(pack)).contains(file);
                        })));
    }

    @Test
    void aRegexOfALogSignatureThatNeverEndsIsRefused() throws IOException {
        MadePack pack = new MadePack(fresh(), "site").mode("made-up", PLAIN);
        pack.entry(
                "made-up",
                MadePack.entry("made-up")
                        + "logs: [ { id: site-x, in: [istiod], contains: x, regex: \"(a|a)*b\" } ]\n");
        assertThat(refusal(pack)).contains("area/made-up.yaml: logs: site-x: regex repeats the group (a|a)");
    }

    @Test
    void aPlaceholderInsideQuotesIsRefused() throws IOException {
        for (String run : List.of("sh -c 'curl {host}'", "echo \\\"{name}\\\"", "echo `echo {name}`")) {
            MadePack pack = new MadePack(fresh(), "site").mode("made-up", PLAIN);
            pack.entry("made-up", MadePack.entry("made-up") + "confirm: [ { purpose: x, run: \"" + run + "\" } ]\n");
            assertThat(refusal(pack)).contains("area/made-up.yaml: run: ", "stands inside quotes");
        }
    }

    @Test
    void namesWithControlCharactersAreRefusedAndNotPrinted() throws IOException {
        MadePack named = new MadePack(fresh(), "site").mode("made-up", PLAIN);
        Files.writeString(named.folder().resolve("pack.yaml"), "name: \"x\\e[2Jy\"\nversion: 1.0.0\n");
        assertThat(refusal(named)).contains("name must be lower-case").doesNotContain("\u001b");
        MadePack file = new MadePack(fresh(), "site").mode("made-up", PLAIN);
        Files.writeString(file.folder().resolve("x\u001b[2J.md"), "x");
        assertThat(refusal(file)).contains("control characters").doesNotContain("\u001b");
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsRefused() throws IOException {
        MadePack pack = new MadePack(fresh(), "site").mode("made-up", PLAIN);
        Path outside = Files.writeString(folder.resolve("secret.md"), "secret");
        Files.createSymbolicLink(pack.folder().resolve("notes.md"), outside);
        assertThat(refusal(pack)).contains("notes.md: is a link that leads out of the pack");
    }

    private record Attempt(String name, String drl, String part) {}

    private static Attempt condition(String name, String condition, String part) {
        return new Attempt(name, MadePack.rule("made-up", condition, CONCLUDE), part);
    }

    private static Attempt attribute(String attribute) {
        String rule = MadePack.rule("made-up", PLAIN, CONCLUDE);
        return new Attempt(attribute, rule.replace("when", attribute + "\nwhen"), "");
    }

    private DynamicTest refused(Attempt attempt) {
        return DynamicTest.dynamicTest(attempt.name(), () -> {
            MadePack pack = new MadePack(fresh(), "site").drl("made-up", attempt.drl());
            assertThat(refusal(pack))
                    .contains("area/made-up.drl")
                    .contains(attempt.part())
                    .doesNotContain("Drools cannot compile")
                    .doesNotContain("compiled class");
        });
    }

    private static String refusal(MadePack pack) {
        PackLoader.Loaded loaded =
                new PackLoader(java.util.Optional.empty()).add(RuleBase.bundled(), List.of(pack.folder()));
        assertThat(loaded.rules().failureModes())
                .hasSameSizeAs(RuleBase.bundled().failureModes());
        assertThat(loaded.refused()).hasSize(1);
        return loaded.refused().get(0).sentence();
    }

    private int count;

    private Path fresh() {
        return folder.resolve("pack-" + count++);
    }
}
