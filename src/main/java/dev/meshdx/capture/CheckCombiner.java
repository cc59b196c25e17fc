package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.ToolFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Results of other tools that check; the same check in its text and JSON form is one finding. */
final class CheckCombiner implements Combiner {

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        List<RawCheck> checks = new ArrayList<>(evidence.all(RawCheck.class));
        checks.sort(Comparator.comparing((RawCheck check) -> check.origin().file()));
        Set<List<String>> seen = new HashSet<>();
        for (RawCheck check : checks) {
            String cluster = inventory.clusterOf(check.origin().file());
            if (seen.add(List.of(cluster, check.tool(), check.category(), check.description(), check.level()))) {
                facts.accept(new ToolFinding(
                        cluster,
                        check.tool(),
                        check.description(),
                        check.level(),
                        check.category(),
                        "",
                        "",
                        "",
                        check.message(),
                        check.origin()));
            }
        }
    }
}
