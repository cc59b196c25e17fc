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

/** The log signatures of the loaded packs, ready to be looked for. Shared by all files of a capture and by the threads that read them. */
final class SignatureScan {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final List<Signature> signatures;
    private final BitSet anywhere = new BitSet();
    private final LiteralScan literals;
    /** Made when their literal is first found, perhaps by two threads at a time; either one will do. */
    private final Compiled[] patterns;

    SignatureScan(List<Signature> signatures) {
        this.signatures = signatures;
        List<String> texts = new ArrayList<>();
        signatures.forEach(signature -> texts.add(signature.contains()));
        signatures.forEach(signature -> texts.add(signature.clearedBy()));
        this.literals = new LiteralScan(texts);
        this.patterns = new Compiled[signatures.size()];
        for (int i = 0; i < signatures.size(); i++) {
            anywhere.set(i, signatures.get(i).contains().isEmpty());
        }
    }

    /** The expression of a signature and the names of its groups. */
    private record Compiled(Pattern pattern, List<String> groups) {}

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
        found.or(anywhere);
        for (int i = found.nextSetBit(0); i >= 0 && i < size(); i = found.nextSetBit(i + 1)) {
            if (signatures.get(i).regex().isEmpty()
                    || compiled(i).pattern().matcher(text).find()) {
                matched.set(i);
            }
        }
        for (int i = found.nextSetBit(size()); i >= 0; i = found.nextSetBit(i + 1)) {
            if (!matched.get(i - size())) {
                cleared.set(i - size());
            }
        }
    }

    /** The named groups of a signature in a text that it matches. */
    Map<String, String> values(int index, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Compiled compiled = compiled(index);
        Matcher matcher = compiled.pattern().matcher(text);
        if (compiled.groups().isEmpty() || !matcher.find()) {
            return values;
        }
        for (String group : compiled.groups()) {
            String value = matcher.group(group);
            if (value != null) {
                values.put(group, value);
            }
        }
        return values;
    }

    private Compiled compiled(int index) {
        Compiled known = patterns[index];
        if (known == null) {
            Pattern pattern = compiled(signatures.get(index));
            known = new Compiled(pattern, groupNames(pattern));
            patterns[index] = known;
        }
        return known;
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
