package dev.meshdx.capture;

import java.util.List;
import java.util.Optional;

/**
 * Files that tools write beside what a diagnosis needs. They are named, so that nobody wonders whether something was
 * overlooked.
 */
final class UnusedReader implements FileReader {

    @Override
    public String format() {
        return "known, without facts";
    }

    @Override
    public boolean recognises(Head head) {
        return known(head).isPresent();
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) {
        return NOT_NEEDED + known(file.head()).map(UnusedFormat::name).orElse("") + " holds nothing that a rule reads";
    }

    /** Every reason of a file that is not needed begins so. */
    static final String NOT_NEEDED = "not needed: ";

    private static Optional<UnusedFormat> known(Head head) {
        if (!head.isJson()) {
            return first(UnusedFormat.TEXTS, head, List.of());
        }
        return first(UnusedFormat.JSON, head, head.keys());
    }

    private static Optional<UnusedFormat> first(List<UnusedFormat> formats, Head head, List<String> keys) {
        return formats.stream().filter(format -> format.fits(head, keys)).findFirst();
    }
}
