package dev.meshdx.facts;

/**
 * Where a fact was read: a file of the capture and a place in it. Files inside an archive are named by their path in the
 * archive.
 *
 * @param file path inside the capture, with forward slashes
 * @param line line number, 1 for the first; 0 when the place is a pointer or unknown
 * @param pointer JSON pointer (RFC 6901), empty when the place is a line
 */
public record Origin(String file, int line, String pointer) implements Comparable<Origin> {

    /** A fact that was not read but concluded from others. */
    public static final Origin DERIVED = new Origin("", 0, "");

    /** A place given by its line. */
    public static Origin line(String file, int line) {
        return new Origin(file, line, "");
    }

    /** A place given by a JSON pointer. */
    public static Origin pointer(String file, String pointer) {
        return new Origin(file, 0, pointer);
    }

    @Override
    public int compareTo(Origin other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : pointer.compareTo(other.pointer);
    }

    /** {@code file:line}, {@code file#pointer} or {@code file}. */
    @Override
    public String toString() {
        if (line > 0) {
            return file + ":" + line;
        }
        return pointer.isEmpty() ? file : file + "#" + pointer;
    }
}
