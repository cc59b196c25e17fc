package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All files below a folder in the order of their names. Links are not followed: their targets are read on their own. */
final class CaptureFolder {

    private final FileIntake intake;
    private final Budget budget;
    private final Path root;

    CaptureFolder(FileIntake intake, Budget budget, Path root) {
        this.intake = intake;
        this.budget = budget;
        this.root = root;
    }

    /**
     * Hands over every file.
     *
     * @param prefix path that files get in front, empty for none
     */
    void readAll(String prefix) throws LimitException {
        walk(root, prefix, 0);
    }

    private void walk(Path folder, String prefix, int depth) throws LimitException {
        if (depth >= CaptureLimits.PATH_DEPTH) {
            intake.note(prefix, "unreadable", "limit PATH_DEPTH (" + CaptureLimits.PATH_DEPTH + ") reached", 0);
            return;
        }
        for (Path child : children(folder, prefix)) {
            String path = prefix.isEmpty() ? name(child) : prefix + "/" + name(child);
            if (Files.isSymbolicLink(child)) {
                budget.entry();
                noteLink(child, path);
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                walk(child, path, depth + 1);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                budget.entry();
                read(child, path);
            } else {
                intake.note(path, "unreadable", "not a regular file", 0);
            }
        }
    }

    private List<Path> children(Path folder, String prefix) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            intake.note(prefix, "unreadable", "folder can't be listed: " + FileIntake.message(e), 0);
        }
        Collections.sort(children);
        return children;
    }

    private void noteLink(Path link, String path) {
        try {
            boolean inside = link.toRealPath().startsWith(root.toRealPath());
            intake.note(
                    path,
                    inside ? "not-needed" : "unreadable",
                    inside ? "link to a file that is read on its own" : "link that leads out of the capture",
                    0);
        } catch (IOException e) {
            intake.note(path, "unreadable", "link without a target", 0);
        }
    }

    private void read(Path file, String path) throws LimitException {
        try (InputStream in = Files.newInputStream(file)) {
            intake.take(path, path, in);
        } catch (LimitException e) {
            throw e;
        } catch (IOException e) {
            intake.note(path, "unreadable", FileIntake.message(e), 0);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
