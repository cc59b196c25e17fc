package dev.meshdx.diagnosis;

import dev.meshdx.facts.Subject;
import dev.meshdx.rules.Conclusion;
import dev.meshdx.rules.FailureMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A failure mode under judgement for one subject: its evidence, its certainty and its place in the cause tree. */
final class Finding {

    final FailureMode mode;
    final Subject subject;
    final Footprint footprint;
    final Map<String, List<Conclusion>> byRule;
    final double certainty;
    final List<Finding> effects = new ArrayList<>();

    @Nullable
    Finding cause;

    Finding(FailureMode mode, Subject subject, Map<String, List<Conclusion>> byRule, Footprint footprint) {
        this.mode = mode;
        this.subject = subject;
        this.byRule = new TreeMap<>(byRule);
        this.footprint = footprint;
        this.certainty = Certainty.of(mode, byRule.keySet());
    }

    boolean found() {
        return certainty >= Certainty.FOUND;
    }

    /** The finding at the top of the tree that this one belongs to. */
    Finding root() {
        Finding top = this;
        while (top.cause != null) {
            top = top.cause;
        }
        return top;
    }

    /** This finding and everything that it explains. */
    List<Finding> withEffects() {
        List<Finding> all = new ArrayList<>(List.of(this));
        effects.forEach(effect -> all.addAll(effect.withEffects()));
        return all;
    }

    @Override
    public String toString() {
        return mode.id() + " on " + subject;
    }
}
