package dev.meshdx.authoring;

import dev.meshdx.rules.PackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes the three files of a new failure mode. They are an example that compiles and passes its own tests. */
public final class RuleScaffold {

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final List<String> ENDINGS = List.of(".drl", ".yaml", ".test.yaml");

    private final Path rules;
    private final Collection<String> taken;

    /**
     * A scaffold below a folder.
     *
     * @param rules folder of packs
     * @param taken ids of failure modes that exist elsewhere
     */
    public RuleScaffold(Path rules, Collection<String> taken) {
        this.rules = rules;
        this.taken = taken;
    }

    /**
     * Writes the files of a failure mode, and the manifest of its pack when the pack is new.
     *
     * @param place pack, area and id as in {@code istio/identity/workload-cert-expired}
     * @return the files that were written
     * @throws PackException when the place is none, or the id exists
     */
    public List<Path> write(String place) throws IOException {
        String[] parts = place.split("/", -1);
        if (parts.length != 3) {
            throw new PackException(
                    "'" + place + "' must be <pack>/<area>/<id>, as in istio/identity/workload-cert-expired");
        }
        for (String part : parts) {
            if (!SLUG.matcher(part).matches()) {
                throw new PackException(
                        "'" + part + "' must be lower-case words joined by '-', as in workload-cert-expired");
            }
        }
        String id = parts[2];
        if (taken.contains(id)) {
            throw new PackException("there is a failure mode " + id + " already; see: meshdx explain " + id);
        }
        refuseExisting(id);
        List<Path> written = new ArrayList<>();
        Path pack = rules.resolve(parts[0]);
        Path manifest = pack.resolve("pack.yaml");
        if (!Files.exists(manifest)) {
            Files.createDirectories(pack);
            Files.writeString(manifest, "name: " + parts[0] + "\nversion: 0.1.0\ndescription: \"\"\n");
            written.add(manifest);
        }
        Path area = Files.createDirectories(pack.resolve(parts[1]));
        String packageName = String.join(".", parts).replace('-', '_');
        for (String ending : ENDINGS) {
            Path file = area.resolve(id + ending);
            Files.writeString(file, template("new" + ending).replace("@ID@", id).replace("@PACKAGE@", packageName));
            written.add(file);
        }
        return written;
    }

    private void refuseExisting(String id) throws IOException {
        if (!Files.isDirectory(rules)) {
            return;
        }
        try (Stream<Path> all = Files.walk(rules)) {
            all.filter(path -> ENDINGS.stream()
                            .anyMatch(ending -> path.getFileName().toString().equals(id + ending)))
                    .sorted()
                    .findFirst()
                    .ifPresent(path -> {
                        throw new PackException(path + " exists already; choose another id or delete it first");
                    });
        }
    }

    private static String template(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RuleScaffold.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
