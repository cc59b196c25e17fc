package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as kubectl and istioctl print it: columns begin where their titles begin. Titles are words in capital letters,
 * separated by at least two spaces, or by one where a known title of two words is not meant.
 */
final class TextTable {

    private static final Pattern HEADER = Pattern.compile("[A-Z][A-Z0-9()/-]*(?: +[A-Z][A-Z0-9()/-]*)+ *");
    private static final List<String> TWO_WORDS = List.of(
            "LAST SEEN",
            "FIRST SEEN",
            "NOMINATED NODE",
            "READINESS GATES",
            "POD NAME",
            "POLICY NAME",
            "SERVICE NAME",
            "SERVICE VIP",
            "CERTIFICATE NAME",
            "VALID CERT",
            "OUTLIER CHECK",
            "SERIAL NUMBER",
            "NOT AFTER",
            "NOT BEFORE",
            "REMOTE TARGET",
            "CREATED AT",
            "SUBSCRIBED TYPES",
            "RESOURCE NAME",
            "VIRTUAL SERVICE",
            "PORT(S) NAME");

    private final List<String> titles = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    private TextTable() {}

    /** Whether the line could be the head of a table. */
    static boolean isHeader(String line) {
        return HEADER.matcher(line).matches();
    }

    static TextTable ofHeader(String line) {
        TextTable table = new TextTable();
        Matcher word = Pattern.compile("\\S+").matcher(line);
        int skipTo = 0;
        while (word.find()) {
            if (word.start() < skipTo) {
                continue;
            }
            String title = word.group();
            for (String pair : TWO_WORDS) {
                title = line.startsWith(pair, word.start()) ? pair : title;
            }
            skipTo = word.start() + title.length();
            table.titles.add(title);
            table.starts.add(word.start());
        }
        return table;
    }

    List<String> titles() {
        return titles;
    }

    boolean has(String... names) {
        return titles.containsAll(List.of(names));
    }

    /** Cells of a row by title; a cell may be wider than its column when the table was not aligned. */
    Map<String, String> row(String line) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < titles.size(); i++) {
            int start = Math.min(starts.get(i), line.length());
            int end = i + 1 < titles.size() ? Math.min(starts.get(i + 1), line.length()) : line.length();
            cells.put(titles.get(i), line.substring(start, end).strip());
        }
        return cells;
    }
}
