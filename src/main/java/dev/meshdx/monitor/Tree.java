package dev.meshdx.monitor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps whose keys keep the order in which they were named, so that files read well and stay the same. */
final class Tree {

    private Tree() {}

    /** A map of alternating keys and values. */
    static Map<String, Object> of(@Nullable Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) Objects.requireNonNull(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return tree;
    }
}
