package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds many literals in a text in one pass, so that more signatures do not make a log slower to read: a table over the
 * first four characters tells which literals may begin at a place. It is made in one step per literal, as a small capture
 * takes less time than an automaton over all of them.
 */
final class LiteralScan {

    private static final int ANCHOR = 4;
    private static final int TABLE_BITS = 12;
    private static final int MIX = 0x9E3779B1;

    private final List<String> literals;
    /** By hash of the anchor: one more than the place of the first literal, 0 for none. */
    private final int[] first = new int[1 << TABLE_BITS];
    /** One more than the place of the next literal with the same hash. */
    private final int[] next;

    private final List<Integer> shorter = new ArrayList<>();

    /** Literals are known by their place in the list; empty ones are never found. */
    LiteralScan(List<String> literals) {
        this.literals = literals;
        this.next = new int[literals.size()];
        for (int i = literals.size() - 1; i >= 0; i--) {
            String literal = literals.get(i);
            if (literal.length() >= ANCHOR) {
                int key = 0;
                for (int j = 0; j < ANCHOR; j++) {
                    key = roll(key, literal.charAt(j));
                }
                next[i] = first[slot(key)];
                first[slot(key)] = i + 1;
            } else if (!literal.isEmpty()) {
                shorter.add(i);
            }
        }
    }

    /** Sets the bit of every literal that the text contains. */
    void scan(String text, BitSet found) {
        int key = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            key = roll(key, text.charAt(i));
            for (int literal = first[slot(key)]; literal != 0; literal = next[literal - 1]) {
                if (text.startsWith(literals.get(literal - 1), i - ANCHOR + 1)) {
                    found.set(literal - 1);
                }
            }
        }
        for (int literal : shorter) {
            if (text.contains(literals.get(literal))) {
                found.set(literal);
            }
        }
    }

    private static int roll(int key, char character) {
        return key << 8 ^ character;
    }

    private static int slot(int key) {
        return key * MIX >>> Integer.SIZE - TABLE_BITS;
    }
}
