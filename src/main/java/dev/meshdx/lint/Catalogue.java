package dev.meshdx.lint;

import dev.meshdx.rules.FailureMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All packs of a run, and the failure modes of other packs that they may name. */
final class Catalogue {

    private final List<PackFiles> packs;
    private final Map<String, FailureMode> others = new TreeMap<>();
    private final Set<String> ids = new TreeSet<>();

    Catalogue(List<PackFiles> packs, Collection<FailureMode> others) {
        this.packs = List.copyOf(packs);
        others.forEach(mode -> this.others.put(mode.id(), mode));
        ids.addAll(this.others.keySet());
        units().map(Unit::id).forEach(ids::add);
    }

    List<PackFiles> packs() {
        return packs;
    }

    Stream<Unit> units() {
        return packs.stream().flatMap(pack -> pack.units().stream());
    }

    /** Failure modes that anything may name. */
    Set<String> ids() {
        return ids;
    }

    /** What a failure mode brings about. */
    List<String> causes(String id) {
        return units().filter(unit -> unit.id().equals(id))
                .findFirst()
                .map(unit -> unit.entry().root().get("causes").texts())
                .orElseGet(() -> {
                    FailureMode mode = others.get(id);
                    return mode == null ? List.of() : mode.causes();
                });
    }
}
