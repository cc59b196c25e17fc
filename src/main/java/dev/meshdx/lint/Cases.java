package dev.meshdx.lint;

import dev.meshdx.rules.Place;

/** Where findings about all cases of a test file stand. */
final class Cases {

    private Cases() {}

    static boolean readable(Unit unit) {
        return unit.test().source().exists() && unit.test().error().isEmpty();
    }

    /** The key {@code cases}. */
    static Place at(Unit unit) {
        return unit.test().root().pairs().stream()
                .filter(pair -> pair.name().equals("cases"))
                .map(pair -> pair.key().at())
                .findFirst()
                .orElse(Place.START);
    }
}
