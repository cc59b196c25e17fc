package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.kie.api.KieBase;

/**
 * Compiled rules by content: the key is the digest of the rule file, the Drools version, the fact types and the Java feature
 * version. The cache holds code, so its folder belongs to the user alone, and a file that is not what its digest says is
 * compiled anew.
 */
final class RuleCache {

    /** Changes when compiled rules of the same content look different. */
    private static final String SCHEME = "2";

    private static final String MODELS = "models";
    private static final String DROOLS = Optional.ofNullable(
                    KieBase.class.getPackage().getImplementationVersion())
            .orElse("10.2.0");

    private final Path folder;

    RuleCache(Path folder) {
        this.folder = folder;
    }

    /** The compiled rules of all packs; what is not in the cache is compiled and stored. */
    Map<String, RuleCompiler.Compiled> load(List<PackSource> packs) {
        Map<String, RuleCompiler.Compiled> compiled = new LinkedHashMap<>();
        List<PackSource.Unit> missing = new ArrayList<>();
        for (PackSource pack : packs) {
            for (PackSource.Unit unit : pack.units()) {
                read(unit)
                        .ifPresentOrElse(
                                found -> compiled.put(unit.file().packageName(), found), () -> missing.add(unit));
            }
        }
        if (!missing.isEmpty()) {
            Map<String, RuleCompiler.Compiled> fresh = RuleCompiler.compile(missing);
            missing.forEach(unit -> store(unit, fresh.get(unit.file().packageName())));
            compiled.putAll(fresh);
        }
        return compiled;
    }

    private Optional<RuleCompiler.Compiled> read(PackSource.Unit unit) {
        Path file = folder.resolve(key(unit));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(file);
            byte[] body = Arrays.copyOfRange(content, Math.min(32, content.length), content.length);
            if (!MessageDigest.isEqual(
                    Arrays.copyOf(content, 32), Digests.sha256().digest(body))) {
                return Optional.empty();
            }
            return Optional.of(unzip(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void store(PackSource.Unit unit, RuleCompiler.@org.jspecify.annotations.Nullable Compiled compiled) {
        if (compiled == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            }
            byte[] body = zip(compiled);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.write(Digests.sha256().digest(body));
            content.write(body);
            Path temporary = Files.createTempFile(folder, "rules", ".tmp");
            Files.write(temporary, content.toByteArray());
            Files.move(
                    temporary,
                    folder.resolve(key(unit)),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The cache only saves time: without it the rules are compiled again.
        }
    }

    private static String key(PackSource.Unit unit) {
        MessageDigest digest = Digests.sha256();
        for (String part : List.of(
                SCHEME,
                unit.drl(),
                unit.file().packageName(),
                DROOLS,
                Integer.toString(Runtime.version().feature()),
                factModel())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest()) + ".rules";
    }

    private static String factModel() {
        StringBuilder model = new StringBuilder();
        for (Class<? extends Fact> type : FactTypes.all()) {
            model.append(type.getName()).append(Arrays.toString(type.getRecordComponents()));
        }
        return model.toString();
    }

    private static byte[] zip(RuleCompiler.Compiled compiled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(MODELS));
            zip.write(String.join("\n", compiled.models()).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : compiled.classes().entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static RuleCompiler.Compiled unzip(byte[] body) throws IOException {
        List<String> models = List.of();
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                if (entry.getName().equals(MODELS)) {
                    models = new String(bytes, StandardCharsets.UTF_8).lines().toList();
                } else {
                    classes.put(entry.getName(), bytes);
                }
            }
        }
        return new RuleCompiler.Compiled(models, classes);
    }
}
