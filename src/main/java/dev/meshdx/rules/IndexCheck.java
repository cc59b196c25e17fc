package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds indexes into lists that no constraint before them checks: a list may be empty in any capture. */
final class IndexCheck {

    private static final Pattern INDEX =
            Pattern.compile("\\b(\\w+)(?:\\(\\s*\\))?\\s*(?:\\[|\\.\\s*get\\s*\\()\\s*([^\\])]*?)\\s*[\\])]");
    private static final Pattern SIZE =
            Pattern.compile("^\\s*(\\w+)\\.size(?:\\(\\s*\\))?\\s*(>|>=|==)\\s*(\\d{1,4})\\s*$");
    private static final Pattern FILLED =
            Pattern.compile("^\\s*(\\w+)\\.(?:empty|isEmpty\\(\\s*\\))\\s*==\\s*false\\s*$");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private final Class<? extends Fact> type;
    private final List<String> checked = new ArrayList<>();

    IndexCheck(Class<? extends Fact> type) {
        this.type = type;
    }

    /** Offsets of the unchecked indexes of the next constraint of the pattern, with what to write instead. */
    Map<Integer, String> unchecked(String body) {
        Map<Integer, String> found = new TreeMap<>();
        Matcher matcher = INDEX.matcher(LITERAL.matcher(body)
                .replaceAll(literal -> "\"" + "_".repeat(literal.group(1).length()) + "\""));
        while (matcher.find()) {
            String list = matcher.group(1);
            String index = matcher.group(2);
            boolean isList =
                    FactMembers.component(type, list).filter(List.class::equals).isPresent();
            if (isList && checked.stream().noneMatch(before -> checks(before, list, index))) {
                found.put(
                        matcher.start(),
                        "write " + list + ".size() > " + index + " before it, or use " + list + " contains");
            }
        }
        checked.add(body);
        return found;
    }

    private static boolean checks(String constraint, String list, String index) {
        if (!index.matches("\\d{1,4}")) {
            return false;
        }
        int wanted = Integer.parseInt(index);
        Matcher size = SIZE.matcher(constraint);
        if (size.matches() && size.group(1).equals(list)) {
            int number = Integer.parseInt(size.group(3));
            return size.group(2).equals(">") ? number >= wanted : number > wanted;
        }
        Matcher filled = FILLED.matcher(constraint);
        return wanted == 0 && filled.matches() && filled.group(1).equals(list);
    }
}
