package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which pseudonym stands for which name. It stays with the user: only a reader of this file can tell what a capture is of. */
final class NameMap {

    private static final String SCHEMA = "meshdx.names/v1";
    private static final int KEY_BYTES = 32;
    private static final String OWNER_ONLY = "rw-------";

    private final byte[] key;
    private final SortedMap<String, String> names = new TreeMap<>();
    private final SortedMap<String, String> addresses = new TreeMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private NameMap(byte[] key) {
        this.key = key;
    }

    /**
     * The map of earlier captures, or a new one.
     *
     * @throws CollectException when the file is none
     */
    static NameMap open(Path file) {
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return new NameMap(key);
        }
        try {
            JsonNode root = ApiServer.JSON.readTree(file.toFile());
            if (!root.path("schema").asText().equals(SCHEMA)) {
                throw new CollectException(
                        file + " is no map of names (" + SCHEMA + "). Give another path with --pseudonymise.");
            }
            NameMap map = new NameMap(HexFormat.of().parseHex(root.path("key").asText()));
            root.path("names")
                    .properties()
                    .forEach(name -> map.add(name.getKey(), name.getValue().asText()));
            root.path("addresses")
                    .properties()
                    .forEach(name ->
                            map.addresses.put(name.getKey(), name.getValue().asText()));
            return map;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CollectException(file + " is a damaged map of names: " + e.getMessage()
                    + "\nMove it away to begin with new pseudonyms.");
        } catch (IOException e) {
            throw new CollectException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void add(String name, String pseudonym) {
        names.put(name, pseudonym);
        String sort = pseudonym.replaceAll("\\d+$", "");
        if (sort.length() < pseudonym.length()) {
            counts.merge(sort, Integer.parseInt(pseudonym.substring(sort.length())), Math::max);
        }
    }

    /** The secret that decides how addresses are mapped. */
    byte[] key() {
        return key.clone();
    }

    /** The pseudonym of a name, null when it has none. */
    @Nullable
    String of(String name) {
        return names.get(name);
    }

    /**
     * Gives a name a pseudonym unless it has one.
     *
     * @param sort letters that the pseudonym begins with; a number follows, without a hyphen, as what follows a hyphen means something in names of pods
     */
    String give(String name, String sort) {
        String known = names.get(name);
        if (known != null) {
            return known;
        }
        String pseudonym = sort + counts.merge(sort, 1, Integer::sum);
        names.put(name, pseudonym);
        return pseudonym;
    }

    /** Gives a name a pseudonym that is made of others. */
    void give(String name, String sort, String pseudonym) {
        names.putIfAbsent(name, sort.isEmpty() ? pseudonym : sort + pseudonym);
    }

    /** Notes what stands for an address. */
    void noteAddress(String address, String pseudonym) {
        addresses.put(address, pseudonym);
    }

    /** Number of names and addresses. */
    int size() {
        return names.size() + addresses.size();
    }

    /** Writes the file, which only its owner may read. */
    void save(Path file) throws IOException {
        ObjectNode root = ApiServer.JSON
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("note", "Keep this file: it tells the real names of captures taken with --pseudonymise.")
                .put("key", HexFormat.of().formatHex(key));
        ObjectNode named = root.putObject("names");
        names.forEach(named::put);
        ObjectNode addressed = root.putObject("addresses");
        addresses.forEach(addressed::put);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        }
        Files.writeString(part, ApiServer.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
