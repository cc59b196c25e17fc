package dev.meshdx.lint;

import dev.meshdx.rules.Place;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a YAML file that knows where it stands.
 *
 * @param kind map, list, text, number, flag, or nothing
 * @param at where it begins
 * @param end where it ends
 * @param text value of a scalar, else empty
 * @param pairs keys and values of a map, duplicate keys too
 * @param items items of a list
 * @param source text of the file
 */
record YamlNode(Kind kind, Place at, Place end, String text, List<Pair> pairs, List<YamlNode> items, String source) {

    static final YamlNode MISSING = new YamlNode(Kind.NOTHING, Place.START, Place.START, "", List.of(), List.of(), "");

    enum Kind {
        MAP("a map"),
        LIST("a list"),
        TEXT("a text"),
        NUMBER("a number"),
        FLAG("true or false"),
        NOTHING("empty");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What messages call it. */
        String words() {
            return words;
        }
    }

    /** A key and its value. */
    record Pair(YamlNode key, YamlNode value) {
        String name() {
            return key.text();
        }
    }

    boolean isMissing() {
        return kind == Kind.NOTHING;
    }

    /** The value of a key, {@link #MISSING} when there is none. */
    YamlNode get(String key) {
        return pairs.stream()
                .filter(pair -> pair.name().equals(key))
                .map(Pair::value)
                .findFirst()
                .orElse(MISSING);
    }

    /** The texts of a list of scalars. */
    List<String> texts() {
        return items.stream().map(YamlNode::text).toList();
    }

    /** Where a part of a scalar stands; the begin of the scalar when it is written in another way. */
    Place find(String part) {
        int found = source.indexOf(part, at.in(source));
        return found < 0 || found >= end.in(source) ? at : Place.of(source, found);
    }

    /** All scalars in it, in order of the file, keys left out. */
    Stream<YamlNode> scalars() {
        return switch (kind) {
            case MAP -> pairs.stream().flatMap(pair -> pair.value().scalars());
            case LIST -> items.stream().flatMap(YamlNode::scalars);
            case NOTHING -> Stream.empty();
            default -> Stream.of(this);
        };
    }
}
