package dev.meshdx.facts;

import java.util.List;

/**
 * A few lines of a capture, with secrets taken out.
 *
 * @param origin the place that was asked for
 * @param first number of the first line, 1 for the first line of the file
 * @param lines the lines, long ones cut
 */
public record Excerpt(Origin origin, int first, List<String> lines) {
    public Excerpt {
        lines = List.copyOf(lines);
    }
}
