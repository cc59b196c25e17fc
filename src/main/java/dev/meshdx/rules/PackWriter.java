package dev.meshdx.rules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes archives of packs, and verifies them. Nothing is written of a pack that does not load. */
public final class PackWriter {

    private final PackLoader loader;
    private final RuleBase others;

    /**
     * A writer.
     *
     * @param loader loads the pack to see whether it works
     * @param others packs that are loaded beside it
     */
    public PackWriter(PackLoader loader, RuleBase others) {
        this.loader = loader;
        this.others = others;
    }

    /**
     * Writes the pack of a folder as a zip. The folder gets the checksums, too, when its manifest asks for them.
     *
     * @param archive file to write; null for name and version of the pack in the working directory
     * @return the file and its digest as {@code sha256sum} prints them
     * @throws PackException when the pack does not load
     */
    public String write(Path folder, @Nullable Path archive) throws IOException {
        if (!Files.isRegularFile(folder.resolve(Manifest.FILE))) {
            throw new PackException(folder + ": has no " + Manifest.FILE + "; name the folder of one pack");
        }
        PackFiles files = PackFiles.folder(folder);
        String own = Manifest.read(files.path(Manifest.FILE), files.yaml(Manifest.FILE))
                .checksums();
        String listed = own.isEmpty() ? Checksums.FILE : own;
        files.files().remove(Checksums.FILE);
        files.files().put(listed, Checksums.of(files.files(), listed));
        Manifest manifest = load(files);
        if (!own.isEmpty()) {
            Files.write(folder.resolve(listed), files.files().get(listed));
        }
        TreeMap<String, byte[]> entries = new TreeMap<>();
        files.files().forEach((name, content) -> entries.put(manifest.name() + "/" + name, content));
        Path file = archive == null ? Path.of(manifest.name() + "-" + manifest.version() + ".zip") : archive;
        try (OutputStream out = Files.newOutputStream(file)) {
            PackArchive.write(entries, out);
        }
        return Checksums.digest(Files.readAllBytes(file)) + "  " + file;
    }

    /**
     * Verifies packs of a folder or archive.
     *
     * @return one line per pack
     * @throws PackException when a file differs from the checksums or a pack does not load
     */
    public List<String> verify(Path place) {
        List<String> lines = new ArrayList<>();
        for (PackFiles files : PackFiles.of(place)) {
            Manifest manifest = PackSource.manifest(files);
            if (!files.has(Checksums.FILE) && manifest.checksums().isEmpty()) {
                throw new PackException(files.path(Checksums.FILE) + ": is missing; write it with: meshdx rules pack");
            }
            load(files);
            lines.add(manifest.title() + ": " + (files.files().size() - 1)
                    + " files are those that its checksums list, and "
                    + files.rules().size() + " failure modes load");
        }
        return lines;
    }

    private Manifest load(PackFiles files) {
        Manifest manifest = PackSource.manifest(files);
        loader.add(others, files, manifest).refused().forEach(refused -> {
            throw new PackException("pack " + manifest.title() + " does not load: " + refused.reason());
        });
        return manifest;
    }
}
