package dev.meshdx.authoring;

import dev.meshdx.facts.FactBase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** How captured files become facts. The command line hands it in, because this package knows no readers. */
public interface CaptureReading {

    /** The facts of a capture: a folder, an archive or a file. */
    FactBase capture(Path path);

    /**
     * The facts of texts.
     *
     * @param files texts by the path that they would have in a capture
     * @param now the time of the capture, {@link Instant#EPOCH} to take it from the texts
     */
    FactBase files(Map<String, String> files, Instant now);
}
