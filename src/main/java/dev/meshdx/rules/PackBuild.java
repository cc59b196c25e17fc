package dev.meshdx.rules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles the bundled packs into the class folder. The Maven build runs it; nothing else does. */
public final class PackBuild {

    private PackBuild() {}

    /**
     * Compiles packs.
     *
     * @param arguments folder of the packs beside the sources, folder of the classes, folder of the cache
     */
    public static void main(String[] arguments) throws IOException {
        Path rules = Path.of(arguments[0]);
        Path classes = Path.of(arguments[1]);
        List<PackSource> packs = PackSource.readAll(rules);
        Map<String, RuleCompiler.Compiled> compiled = new RuleCache(Optional.of(Path.of(arguments[2]))).load(packs);
        for (RuleCompiler.Compiled unit : compiled.values()) {
            for (Map.Entry<String, byte[]> file : unit.classes().entrySet()) {
                write(classes.resolve(file.getKey()), file.getValue());
            }
        }
        Path project = rules.toAbsolutePath().resolveSibling("src/main/java");
        FactDocsBuild.write(project.resolve("dev/meshdx/facts"), rules, classes);
        Path resources = classes.resolve(RuleBase.RESOURCES.substring(1));
        Files.createDirectories(resources.resolve("entries"));
        Files.createDirectories(resources.resolve("sources"));
        try (OutputStream out = Files.newOutputStream(resources.resolve("index.bin"))) {
            IndexFile.write(RuleIndex.of(packs, compiled), out);
        }
        Map<String, Object> alerts = new LinkedHashMap<>();
        packs.forEach(pack -> alerts.put(pack.name(), pack.alerts()));
        try (OutputStream out = Files.newOutputStream(resources.resolve("alerts.json"))) {
            JsonTree.write(alerts, out);
        }
        for (PackSource pack : packs) {
            for (PackSource.Unit unit : pack.units()) {
                try (OutputStream out = Files.newOutputStream(resources.resolve("entries/" + unit.id() + ".json"))) {
                    JsonTree.write(unit.tree(), out);
                }
                try (OutputStream out = Files.newOutputStream(resources.resolve("sources/" + unit.id() + ".json"))) {
                    JsonTree.write(new TreeMap<>(Map.of("path", "rules/" + unit.path(), "drl", unit.drl())), out);
                }
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
