package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The second gate: whatever got past the first one is found in the compiled classes, before anything of them is loaded. */
class ClassGateTest {

    private static final String IN = "rules/site/area/made_up/Made";

    @TempDir
    Path folder;

    @Test
    void everyBundledRulePasses() throws IOException {
        int classes = 0;
        for (PackSource pack : PackSource.readAll(Path.of("rules"))) {
            for (PackSource.Unit unit : pack.units()) {
                Map<String, byte[]> files = bundled(unit);
                classes += files.size();
                ClassGate.check(unit, new RuleCompiler.Compiled(List.of(), files));
            }
        }
        assertThat(classes).isGreaterThan(1_000);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatReachesTheMachine() {
        Map<String, String> attacks = new LinkedHashMap<>();
        attacks.put("Runtime.getRuntime().exec(\"id\")", "java.lang.Runtime");
        attacks.put("new ProcessBuilder(\"id\").start()", "java.lang.ProcessBuilder");
        attacks.put("System.getenv(\"HOME\")", "java.lang.System.getenv");
        attacks.put("System.getProperty(\"user.home\")", "java.lang.System.getProperty");
        attacks.put("\"x\".getClass().forName(\"x\")", "java.lang.Class");
        attacks.put("Class.forName(\"x\")", "java.lang.Class");
        attacks.put("Integer.getInteger(\"x\")", "java.lang.Integer.getInteger");
        attacks.put("Long.getLong(\"x\")", "java.lang.Long.getLong");
        attacks.put("Boolean.getBoolean(\"x\")", "java.lang.Boolean.getBoolean");
        attacks.put("new java.io.File(\"/\").delete()", "java.io.File");
        attacks.put("java.nio.file.Files.readString(null)", "java.nio.file.Files");
        attacks.put("new Thread()", "java.lang.Thread");
        attacks.put("java.lang.invoke.MethodHandles.lookup()", "MethodHandles.lookup");
        attacks.put("((org.drools.model.Drools) null).getRuntime(Object.class)", "org.drools.model.Drools.getRuntime");
        attacks.put("((org.kie.api.runtime.rule.RuleContext) null).getKieRuntime()", "RuleContext.getKieRuntime");
        attacks.put("dev.meshdx.rules.RuleBase.bundled()", "dev.meshdx.rules.RuleBase");
        attacks.put("dev.meshdx.facts.FactTypes.all()", "dev.meshdx.facts.FactTypes");
        attacks.put("org.drools.modelcompiler.dsl.pattern.D.globalOf(Object.class, \"x\", \"y\")", "D.globalOf");
        attacks.put("new String[0].getClass()", "getClass");
        return attacks.entrySet().stream()
                .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> {
                    String body = "{ Object run() throws Exception { return " + attack.getKey() + "; } }";
                    refuses(compile("class Made " + body), attack.getValue());
                    refuses(
                            compile("class Made { java.util.concurrent.Callable<Object> c() { return () -> "
                                    + attack.getKey() + "; } }"),
                            "");
                }));
    }

    @Test
    void refusesOtherSuperClassesAndInterfaces() throws IOException {
        refuses(compile("class Made extends ClassLoader {}"), "extends java.lang.ClassLoader");
        refuses(compile("class Made implements Runnable { public void run() {} }"), "implements java.lang.Runnable");
    }

    @Test
    void refusesClassesOutsideOfThePackageAndDamagedOnes() throws IOException {
        byte[] fine = compile("class Made { String x() { return \"x\"; } }");
        assertThatCode(() -> check(IN + ".class", fine)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("java/lang/String.class", fine))
                .hasMessageContaining("lies outside of the package");
        byte[] cut = java.util.Arrays.copyOf(fine, 40);
        assertThatThrownBy(() -> check(IN + ".class", cut))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("damaged class file");
        assertThatThrownBy(() -> check(IN + ".class", new byte[10])).hasMessageContaining("is no class file");
    }

    private void refuses(byte[] file, String part) {
        assertThatThrownBy(() -> check(IN + ".class", file))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("area/made-up.drl: compiled class rules.site.area.made_up.Made ")
                .hasMessageContaining(part);
    }

    private void check(String resource, byte[] file) throws IOException {
        Path pack = folder.resolve("site");
        if (!Files.exists(pack)) {
            new MadePack(pack, "site").mode("made-up", "$node : Node( name == \"x\" )");
        }
        PackSource.Unit unit = PackSource.read(pack).units().get(0);
        ClassGate.check(unit, new RuleCompiler.Compiled(List.of(), Map.of(resource, file)));
    }

    private static Map<String, byte[]> bundled(PackSource.Unit unit) throws IOException {
        String of = unit.file().packageName().replace('.', '/');
        var url = ClassGateTest.class.getClassLoader().getResource(of);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Path root = Path.of(URI.create(String.valueOf(url)));
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.filter(path -> path.toString().endsWith(".class"))::iterator) {
                files.put(of + "/" + root.relativize(file), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] compile(String source) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        JavaFileObject text =
                new SimpleJavaFileObject(URI.create("string:///" + IN + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return "package rules.site.area.made_up; " + source;
                    }
                };
        var compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
                    @Override
                    public java.io.OutputStream openOutputStream() {
                        return file;
                    }
                };
            }
        };
        List<String> options =
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path") + ":" + where());
        assertThat(compiler.getTask(null, files, null, options, null, List.of(text))
                        .call())
                .isTrue();
        return file.toByteArray();
    }

    /** Runners may load our classes from elsewhere than the class path. */
    private static String where() {
        return Stream.of(
                        RuleBase.class,
                        org.drools.model.Drools.class,
                        org.kie.api.KieBase.class,
                        org.drools.modelcompiler.dsl.pattern.D.class,
                        dev.meshdx.facts.Fact.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(java.util.stream.Collectors.joining(":"));
    }
}
