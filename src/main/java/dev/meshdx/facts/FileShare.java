package dev.meshdx.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * How many files of a capture ended in one state.
 *
 * @param state as in {@link CapturedFile#state()}
 * @param files number of files
 * @param percent of all files, to one decimal
 */
public record FileShare(String state, int files, double percent) {

    private static final List<String> STATES =
            List.of("read", "partly-read", "not-needed", "unrecognised", "unreadable");

    /** The shares of all states, also of those that no file ended in. */
    public static List<FileShare> of(List<CapturedFile> files) {
        List<FileShare> shares = new ArrayList<>();
        for (String state : STATES) {
            int count = (int)
                    files.stream().filter(file -> file.state().equals(state)).count();
            double percent = files.isEmpty() ? 0 : Math.round(1000.0 * count / files.size()) / 10.0;
            shares.add(new FileShare(state, count, percent));
        }
        return List.copyOf(shares);
    }
}
