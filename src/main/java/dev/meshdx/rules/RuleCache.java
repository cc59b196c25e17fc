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
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String MODELS = "models";
    private static final String DROOLS = Optional.ofNullable(
                    KieBase.class.getPackage().getImplementationVersion())
            .orElse("10.2.0");

    private final Optional<Path> folder;
    private final List<String> notes = new ArrayList<>();
    private final List<String> fresh = new ArrayList<>();

    /** A cache in that folder; without one everything is compiled. */
    RuleCache(Optional<Path> folder) {
        this.folder = folder.filter(this::isPrivate);
    }

    /** What was wrong with the folder. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Ids of the failure modes whose rules were compiled, in order. */
    List<String> compiled() {
        return List.copyOf(fresh);
    }

    /** The cache holds code that will run, so nobody else may write to it. */
    private boolean isPrivate(Path cache) {
        try {
            if (!Files.exists(cache)
                    || !Files.getFileStore(cache).supportsFileAttributeView("posix")
                    || Collections.disjoint(Files.getPosixFilePermissions(cache), OTHERS_WRITE)) {
                return true;
            }
            notes.add("the cache of compiled rules " + cache
                    + " is not used, because others can write to it; rules were compiled anew, chmod 700 repairs it");
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The compiled rules of all packs; what is not in the cache is compiled, and stored once it has passed the gate and can be
     * built. What is in the cache passes the gate again, as it comes from a file.
     */
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
            Map<String, RuleCompiler.Compiled> classes = RuleCompiler.compile(missing);
            missing.forEach(unit -> {
                RuleCompiler.Compiled own = classes.get(unit.file().packageName());
                if (own == null) {
                    throw new PackException(unit.path() + ": was compiled to nothing");
                }
                ClassGate.check(unit, own);
            });
            RuleBase.tryOut(classes);
            missing.forEach(unit -> store(unit, classes.get(unit.file().packageName())));
            missing.forEach(unit -> fresh.add(unit.id()));
            compiled.putAll(classes);
        }
        return compiled;
    }

    private Optional<RuleCompiler.Compiled> read(PackSource.Unit unit) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.get().resolve(key(unit));
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
            RuleCompiler.Compiled compiled = unzip(body);
            ClassGate.check(unit, compiled);
            return Optional.of(compiled);
        } catch (IOException | PackException e) {
            return Optional.empty();
        }
    }

    private void store(PackSource.Unit unit, RuleCompiler.@org.jspecify.annotations.Nullable Compiled compiled) {
        if (compiled == null || folder.isEmpty()) {
            return;
        }
        Path cache = folder.get();
        try {
            Files.createDirectories(cache);
            if (Files.getFileStore(cache).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        cache, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            }
            byte[] body = zip(compiled);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.write(Digests.sha256().digest(body));
            content.write(body);
            Path temporary = Files.createTempFile(cache, "rules", ".tmp");
            Files.write(temporary, content.toByteArray());
            Files.move(
                    temporary,
                    cache.resolve(key(unit)),
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
