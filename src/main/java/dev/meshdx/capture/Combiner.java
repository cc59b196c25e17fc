package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import java.util.function.Consumer;

/** Makes facts of the evidence of all files. Combiners run after the last file was read. */
interface Combiner {

    /** Adds facts and coverage. */
    void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts);
}
