package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a tar or zip stream, in the order in which they lie there. */
final class ArchiveEntries {

    private final FileIntake intake;
    private final Budget budget;

    ArchiveEntries(FileIntake intake, Budget budget) {
        this.intake = intake;
        this.budget = budget;
    }

    /**
     * Hands over every entry.
     *
     * @param prefix path that entries get in front, empty for none
     * @param archive path of the archive, for reports
     */
    void readAll(
            String prefix, String archive, InputStream in, Container container, MeteredStream compressed, int depth)
            throws IOException {
        ArchiveInputStream<? extends ArchiveEntry> entries = open(in, container);
        while (true) {
            ArchiveEntry entry;
            try {
                entry = next(entries);
            } catch (LimitException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                intake.note(archive, "partly-read", "the archive is cut or damaged: " + FileIntake.message(e), 0);
                return;
            }
            if (entry == null) {
                return;
            }
            budget.entry();
            read(prefix, entries, entry, compressed, depth);
        }
    }

    private static ArchiveInputStream<? extends ArchiveEntry> open(InputStream in, Container container) {
        return container == Container.TAR
                ? new TarArchiveInputStream(in)
                : new ZipArchiveInputStream(in, "UTF-8", true, true);
    }

    private static @Nullable ArchiveEntry next(ArchiveInputStream<? extends ArchiveEntry> entries) throws IOException {
        return entries.getNextEntry();
    }

    private void read(
            String prefix,
            ArchiveInputStream<? extends ArchiveEntry> entries,
            ArchiveEntry entry,
            MeteredStream compressed,
            int depth)
            throws IOException {
        String name = CapturePath.normal(entry.getName());
        if (entry.isDirectory()) {
            return;
        }
        String path = prefix.isEmpty() ? name : prefix + "/" + name;
        String refusal = CapturePath.refusal(name);
        if (!refusal.isEmpty()) {
            intake.note(path, "unreadable", refusal, 0);
        } else if (isLink(entry)) {
            noteLink(path, entry);
        } else if (entry instanceof TarArchiveEntry tar && !tar.isFile()) {
            intake.note(path, "unreadable", "not a regular file", 0);
        } else if (entry instanceof ZipArchiveEntry zip
                && zip.getGeneralPurposeBit().usesEncryption()) {
            intake.note(path, "unreadable", "encrypted archive entry", 0);
        } else {
            MeteredStream expanded = compressed;
            InputStream content = depthGuard(entries, entry, compressed);
            intake.takeEntry(path, content, expanded, depth);
        }
    }

    /** Zip entries are compressed themselves, so their bytes count as expanded; those of a tar were counted below it. */
    private InputStream depthGuard(InputStream entries, ArchiveEntry entry, MeteredStream compressed) {
        InputStream open = new UncloseableStream(entries);
        return entry instanceof ZipArchiveEntry ? MeteredStream.expanded(open, budget, compressed) : open;
    }

    private static boolean isLink(ArchiveEntry entry) {
        return entry instanceof TarArchiveEntry tar && (tar.isSymbolicLink() || tar.isLink())
                || entry instanceof ZipArchiveEntry zip && zip.isUnixSymlink();
    }

    /** The target of a link is an entry of its own, so nothing is lost by not following it. */
    private void noteLink(String path, ArchiveEntry entry) {
        String target = entry instanceof TarArchiveEntry tar ? tar.getLinkName() : "";
        boolean hard = entry instanceof TarArchiveEntry tar && tar.isLink();
        boolean inside = hard || CapturePath.staysInside(path, target);
        intake.note(
                path,
                inside ? "not-needed" : "unreadable",
                inside ? "link to " + target + ", which is read on its own" : "link that leads out of the capture",
                0);
    }
}
