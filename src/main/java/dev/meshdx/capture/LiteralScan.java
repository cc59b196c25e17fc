package dev.meshdx.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds many literals in a text in one pass (Aho and Corasick), so that more signatures do not make a log slower to read. */
final class LiteralScan {

    private static final int CHARACTERS = 1 << 16;

    private final char[] classes = new char[CHARACTERS];
    private final int width;
    private final int[] next;
    private final int[][] outputs;

    /** Literals are known by their place in the list; empty ones are never found. */
    LiteralScan(List<String> literals) {
        this.width = classify(literals);
        List<int[]> nodes = new ArrayList<>();
        nodes.add(new int[width]);
        Map<Integer, List<Integer>> ends = new HashMap<>();
        for (int i = 0; i < literals.size(); i++) {
            if (!literals.get(i).isEmpty()) {
                ends.computeIfAbsent(insert(nodes, literals.get(i)), node -> new ArrayList<>())
                        .add(i);
            }
        }
        this.outputs = new int[nodes.size()][];
        for (int node = 0; node < nodes.size(); node++) {
            outputs[node] = ends.getOrDefault(node, List.of()).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        link(nodes);
        this.next = new int[nodes.size() * width];
        for (int node = 0; node < nodes.size(); node++) {
            System.arraycopy(nodes.get(node), 0, next, node * width, width);
        }
    }

    /** Sets the bit of every literal that the text contains. */
    void scan(String text, BitSet found) {
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            node = next[node * width + classes[text.charAt(i)]];
            for (int literal : outputs[node]) {
                found.set(literal);
            }
        }
    }

    /** Gives each character that occurs in a literal a class of its own; all others share class 0. */
    private int classify(List<String> literals) {
        int count = 1;
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                if (classes[literal.charAt(i)] == 0) {
                    classes[literal.charAt(i)] = (char) count++;
                }
            }
        }
        return count;
    }

    private int insert(List<int[]> nodes, String literal) {
        int node = 0;
        for (int i = 0; i < literal.length(); i++) {
            int kind = classes[literal.charAt(i)];
            if (nodes.get(node)[kind] == 0) {
                nodes.add(new int[width]);
                nodes.get(node)[kind] = nodes.size() - 1;
            }
            node = nodes.get(node)[kind];
        }
        return node;
    }

    /** Replaces missing edges by those of the longest suffix, breadth first. */
    private void link(List<int[]> nodes) {
        int[] suffix = new int[nodes.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int child : nodes.get(0)) {
            if (child != 0) {
                queue.add(child);
            }
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            outputs[node] = joined(outputs[node], outputs[suffix[node]]);
            int[] edges = nodes.get(node);
            int[] fallback = nodes.get(suffix[node]);
            for (int kind = 0; kind < width; kind++) {
                if (edges[kind] == 0) {
                    edges[kind] = fallback[kind];
                } else {
                    suffix[edges[kind]] = fallback[kind];
                    queue.add(edges[kind]);
                }
            }
        }
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
