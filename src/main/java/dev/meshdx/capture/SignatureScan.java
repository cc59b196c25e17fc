package dev.meshdx.capture;

import dev.meshdx.facts.Signature;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The log signatures of the loaded packs, ready to be looked for. Shared by all files of a capture. */
final class SignatureScan {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final List<Signature> signatures;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<List<String>> groups = new ArrayList<>();
    private final LiteralScan literals;

    SignatureScan(List<Signature> signatures) {
        this.signatures = signatures;
        List<String> texts = new ArrayList<>();
        signatures.forEach(signature -> texts.add(signature.contains()));
        signatures.forEach(signature -> texts.add(signature.clearedBy()));
        this.literals = new LiteralScan(texts);
        signatures.forEach(signature -> patterns.add(compiled(signature)));
        patterns.forEach(pattern -> groups.add(groupNames(pattern)));
    }

    /** Number of signatures. */
    int size() {
        return signatures.size();
    }

    Signature signature(int index) {
        return signatures.get(index);
    }

    /** Marks the signatures that the text matches, and those whose trouble it ends. */
    void scan(String text, BitSet matched, BitSet cleared) {
        BitSet found = new BitSet(2 * size());
        literals.scan(text, found);
        for (int i = 0; i < size(); i++) {
            boolean candidate = found.get(i) || signatures.get(i).contains().isEmpty();
            if (candidate
                    && (signatures.get(i).regex().isEmpty()
                            || patterns.get(i).matcher(text).find())) {
                matched.set(i);
            } else if (found.get(size() + i)) {
                cleared.set(i);
            }
        }
    }

    /** The named groups of a signature in a text that it matches. */
    Map<String, String> values(int index, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = patterns.get(index).matcher(text);
        if (groups.get(index).isEmpty() || !matcher.find()) {
            return values;
        }
        for (String group : groups.get(index)) {
            String value = matcher.group(group);
            if (value != null) {
                values.put(group, value);
            }
        }
        return values;
    }

    /** A broken expression falls back to the literal: linting packs is not the business of a reader. */
    private static Pattern compiled(Signature signature) {
        try {
            return Pattern.compile(signature.regex());
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(signature.contains()));
        }
    }

    private static List<String> groupNames(Pattern pattern) {
        return GROUP.matcher(pattern.pattern())
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
