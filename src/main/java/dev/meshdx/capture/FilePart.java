package dev.meshdx.capture;

import dev.meshdx.facts.CapturedFile;
import org.jspecify.annotations.Nullable;

/**
 * What came of one file.
 *
 * @param file how far it was read
 * @param evidence what was found in it
 * @param limit the limit that ended it, if one did
 */
record FilePart(
        CapturedFile file, Evidence evidence, @Nullable LimitException limit) {}
