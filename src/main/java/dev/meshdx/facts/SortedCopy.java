package dev.meshdx.facts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Copies of maps that iterate in the order of their keys; {@link Map#copyOf} iterates in another order in every run. */
final class SortedCopy {

    private SortedCopy() {}

    static Map<String, String> of(Map<String, String> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
