package dev.meshdx.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Compiles rule files to classes of Drools' executable model. One file is one Java package, so one unit of a cache. */
final class RuleCompiler {

    private static final String MODEL_LIST = "drools-model";

    /**
     * The classes of one rule file.
     *
     * @param models names of its model classes
     * @param classes class files by resource name
     */
    record Compiled(List<String> models, Map<String, byte[]> classes) {}

    private RuleCompiler() {}

    /**
     * Compiles files; the result has one element per Java package. Drools derives class names from the release and the package,
     * so one fixed release gives the same names in every build; its repository knows one module of a release at a time.
     */
    static synchronized Map<String, Compiled> compile(List<PackSource.Unit> units) {
        return compile(units, "rules");
    }

    /** The same under a release of that name; builds that run at the same time need different ones. */
    static Map<String, Compiled> compile(List<PackSource.Unit> units, String artifact) {
        System.setProperty("drools.parallelRulesBuildThreshold", "-1");
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId("dev.meshdx", artifact, "1");
        try {
            KieFileSystem files = services.newKieFileSystem();
            files.generateAndWritePomXML(release);
            units.forEach(unit -> files.write(
                    "src/main/resources/" + unit.file().packageName().replace('.', '/') + "/" + unit.id() + ".drl",
                    unit.drl()));
            KieBuilder builder = services.newKieBuilder(files);
            builder.buildAll(ExecutableModelProject.class);
            List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (!errors.isEmpty()) {
                throw new PackException(describe(units, errors.get(0)));
            }
            return split(((InternalKieModule) builder.getKieModule()).getBytes());
        } catch (PackException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PackException(
                    "Drools cannot compile "
                            + units.stream().map(PackSource.Unit::path).toList() + ": " + e.getMessage(),
                    e);
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }

    private static String describe(List<PackSource.Unit> units, Message error) {
        String text = error.getText().lines().findFirst().orElse("");
        String where = units.stream()
                .filter(unit -> String.valueOf(error.getPath()).contains(unit.id())
                        || String.valueOf(error.getPath())
                                .contains(unit.file().packageName().replace('.', '/')))
                .map(PackSource.Unit::path)
                .findFirst()
                .orElse(units.size() == 1 ? units.get(0).path() : String.valueOf(error.getPath()));
        return where + (error.getLine() > 0 ? ":" + error.getLine() : "") + ": " + text;
    }

    private static Map<String, Compiled> split(byte[] jar) {
        Map<String, Map<String, byte[]>> classes = new TreeMap<>();
        List<String> models = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(".class")) {
                    classes.computeIfAbsent(packageOf(name), p -> new LinkedHashMap<>())
                            .put(name, zip.readAllBytes());
                } else if (name.endsWith(MODEL_LIST)) {
                    new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.contains(":"))
                            .forEach(line -> models.add(line.strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Compiled> result = new TreeMap<>();
        for (String model : models) {
            String of = model.substring(0, model.lastIndexOf('.'));
            Map<String, byte[]> own = new LinkedHashMap<>();
            classes.forEach((name, files) -> {
                if (name.equals(of) || name.startsWith(of + ".")) {
                    own.putAll(files);
                }
            });
            Compiled old = result.get(of);
            List<String> all = new ArrayList<>(old == null ? List.of() : old.models());
            all.add(model);
            result.put(of, new Compiled(all, own));
        }
        return result;
    }

    private static String packageOf(String resource) {
        return resource.substring(0, resource.lastIndexOf('/')).replace('/', '.');
    }
}
