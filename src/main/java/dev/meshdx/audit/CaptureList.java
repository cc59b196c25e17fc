package dev.meshdx.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the captures that arguments name. */
public final class CaptureList {

    private CaptureList() {}

    /**
     * The captures, sorted, each once. A single folder stands for the captures in it; of several arguments each is a capture;
     * a pattern with {@code *}, <code>?</code>, <code>[</code> or <code>{</code> stands for what it matches. Hidden entries
     * are left out.
     *
     * @throws AuditException when an argument names nothing
     */
    public static List<Path> of(List<String> arguments) {
        TreeSet<Path> captures = new TreeSet<>();
        for (String argument : arguments) {
            List<Path> found = expanded(argument, arguments.size() == 1);
            if (found.isEmpty()) {
                throw new AuditException(
                        "There is no capture " + argument
                                + ".\nGive a folder of captures, several captures, a pattern in quotes, or @FILE with one per line.");
            }
            captures.addAll(found);
        }
        return List.copyOf(captures);
    }

    private static List<Path> expanded(String argument, boolean only) {
        boolean pattern = argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        try {
            if (pattern && !Files.exists(Path.of(argument))) {
                return matches(argument);
            }
            Path path = Path.of(argument).normalize();
            return only && Files.isDirectory(path) ? children(path) : Files.exists(path) ? List.of(path) : List.of();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new AuditException("Cannot list " + argument + ": " + e.getMessage()
                    + "\nCheck that it is readable, or give the captures one by one.");
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, path -> !hidden(path))) {
            stream.forEach(children::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /** Walks from the last folder before the first wildcard. */
    private static List<Path> matches(String pattern) throws IOException {
        String start = pattern.split("[*?\\[{]", 2)[0];
        Path root = Path.of(start.contains("/") ? start.substring(0, start.lastIndexOf('/') + 1) : "");
        if (!Files.isDirectory(root.toAbsolutePath())) {
            return List.of();
        }
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : Path.of(pattern.substring(start.lastIndexOf('/') + 1)).getNameCount();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> tree = Files.walk(root, depth)) {
            return tree.map(Path::normalize)
                    .filter(path -> matcher.matches(path) && !hidden(path))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean hidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
