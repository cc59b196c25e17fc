package dev.meshdx.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A part of a Kubernetes object: a map, a list, a scalar or nothing. Scalars are text as written, so that no label or hash
 * turns into a number. Asking for what is not there gives {@link #NOTHING}, an empty text or an empty list, never null.
 */
final class Tree {

    /** What is absent or null. */
    static final Tree NOTHING = new Tree(Kind.NOTHING, new String[0], new Tree[0], "");

    private enum Kind {
        NOTHING,
        SCALAR,
        MAP,
        LIST
    }

    private final Kind kind;
    private final String[] names;
    private final Tree[] children;
    private final String text;

    private Tree(Kind kind, String[] names, Tree[] children, String text) {
        this.kind = kind;
        this.names = names;
        this.children = children;
        this.text = text;
    }

    static Tree scalar(String text) {
        return new Tree(Kind.SCALAR, NOTHING.names, NOTHING.children, text);
    }

    static Tree list(List<Tree> items) {
        return new Tree(Kind.LIST, NOTHING.names, items.toArray(new Tree[0]), "");
    }

    static Tree map(List<String> names, List<Tree> values) {
        return new Tree(Kind.MAP, names.toArray(new String[0]), values.toArray(new Tree[0]), "");
    }

    /** The member at a path of names; with duplicate names the last one counts, as for every JSON reader. */
    Tree at(String... path) {
        Tree here = this;
        for (String name : path) {
            here = here.member(name);
        }
        return here;
    }

    /** The scalar at a path, empty when it is absent. */
    String text(String... path) {
        return at(path).text;
    }

    /** Whether the scalar at a path is true. */
    boolean isTrue(String... path) {
        return text(path).equals("true");
    }

    /** The whole number at a path, else the fallback. */
    int number(int fallback, String... path) {
        return Quantities.number(text(path), fallback);
    }

    /** The items of the list at a path. */
    List<Tree> items(String... path) {
        Tree list = at(path);
        return list.kind == Kind.LIST
                ? Collections.unmodifiableList(java.util.Arrays.asList(list.children))
                : List.of();
    }

    /** The scalars of the list at a path. */
    List<String> texts(String... path) {
        return items(path).stream()
                .filter(item -> item.kind == Kind.SCALAR)
                .map(item -> item.text)
                .toList();
    }

    /** The scalar members of the map at a path. */
    Map<String, String> texts() {
        Map<String, String> map = new LinkedHashMap<>();
        members((name, value) -> {
            if (value.kind == Kind.SCALAR) {
                map.put(name, value.text);
            }
        });
        return map;
    }

    /** Visits the members of a map in their order. */
    void members(BiConsumer<String, Tree> visitor) {
        if (kind == Kind.MAP) {
            for (int i = 0; i < children.length; i++) {
                visitor.accept(names[i], children[i]);
            }
        }
    }

    /** Names of the members of a map. */
    List<String> names() {
        return List.of(names);
    }

    boolean has(String name) {
        return member(name) != NOTHING;
    }

    boolean exists() {
        return kind != Kind.NOTHING;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    int size() {
        return children.length;
    }

    /** A copy of a map with another member in place of the one of that name. */
    Tree with(String name, Tree value) {
        List<String> keptNames = new ArrayList<>();
        List<Tree> keptValues = new ArrayList<>();
        members((known, old) -> {
            if (!known.equals(name)) {
                keptNames.add(known);
                keptValues.add(old);
            }
        });
        keptNames.add(name);
        keptValues.add(value);
        return map(keptNames, keptValues);
    }

    private Tree member(String name) {
        for (int i = names.length - 1; i >= 0; i--) {
            if (names[i].equals(name)) {
                return children[i];
            }
        }
        return NOTHING;
    }
}
