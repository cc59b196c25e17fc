package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Lines {@code name: value} of Envoy's text statistics, scanned as bytes: a page may have half a million lines, of
 * which a few thousand matter. Only names that end in a wanted segment become strings.
 */
final class StatsLines {

    /** Longest line that is looked at; histograms of busy proxies stay below 4 KiB. */
    static final int LINE_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[4 * LINE_BYTES];
    private final int[] wanted;
    private int start;
    private int end;
    private int limit;
    private int number;
    private int nameEnd;
    private int segmentStart;
    private long value;

    StatsLines(InputStream in, Set<String> lastSegments) {
        this.in = in;
        this.wanted = lastSegments.stream().mapToInt(String::hashCode).sorted().toArray();
    }

    /** Goes to the next line; false at the end. A line above the limit is passed in pieces that are no statistics. */
    boolean next() throws IOException {
        start = number == 0 ? 0 : Math.min(end + 1, limit);
        end = find(start);
        if (end < 0) {
            refill();
            end = find(0);
            if (end < 0) {
                end = limit;
            }
        }
        number++;
        return start < limit;
    }

    int number() {
        return number;
    }

    /** Whether the line has an end. */
    boolean ended() {
        return end < limit;
    }

    boolean blank() {
        return end == start || end == start + 1 && buffer[start] == '\r';
    }

    boolean startsWith(byte[] prefix) {
        return end - start >= prefix.length
                && Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** Whether the line is a counter or gauge; then {@link #name}, {@link #value} and {@link #wanted} speak of it. */
    boolean numeric() {
        int last = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        int at = last;
        long number = 0;
        long place = 1;
        while (at > start && buffer[at - 1] >= '0' && buffer[at - 1] <= '9') {
            at--;
            number += place * (buffer[at] - '0');
            place *= 10;
        }
        boolean negative = at < last && at > start && buffer[at - 1] == '-';
        int separator = negative ? at - 1 : at;
        if (at == last || separator - start < 3 || buffer[separator - 1] != ' ' || buffer[separator - 2] != ':') {
            return false;
        }
        nameEnd = separator - 2;
        value = negative ? -number : number;
        return true;
    }

    /** Whether the line has the form of a histogram or of a text value. */
    boolean described() {
        for (int i = start; i + 1 < end; i++) {
            if (buffer[i] == ':' && buffer[i + 1] == ' ') {
                return true;
            }
            if (buffer[i] == ' ') {
                return false;
            }
        }
        return false;
    }

    /** Whether the last segment of the name is one of those that matter (or has the same hash). */
    boolean wanted() {
        int hash = 0;
        segmentStart = nameEnd;
        while (segmentStart > start && buffer[segmentStart - 1] != '.') {
            segmentStart--;
        }
        for (int i = segmentStart; i < nameEnd; i++) {
            hash = 31 * hash + buffer[i];
        }
        return Arrays.binarySearch(wanted, hash) >= 0;
    }

    String name() {
        return new String(buffer, start, nameEnd - start, StandardCharsets.UTF_8);
    }

    long value() {
        return value;
    }

    private int find(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Moves the unfinished line to the front and reads until it ends or the buffer is full. */
    private void refill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
        int read = 0;
        while (read >= 0 && limit < buffer.length) {
            read = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(0, read);
        }
    }
}
