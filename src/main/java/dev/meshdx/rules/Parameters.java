package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The thresholds of the loaded failure modes, which join the facts of every session. */
final class Parameters {

    private final Map<String, Double> standards = new LinkedHashMap<>();
    private final Site site;

    private Parameters(Site site) {
        this.site = site;
    }

    static Parameters of(Collection<RuleIndex.UnitIndex> units, Site site) {
        Parameters parameters = new Parameters(site);
        for (RuleIndex.UnitIndex unit : units) {
            unit.parameters().forEach((name, value) -> parameters.standards.put(id(unit.id(), name), value));
        }
        return parameters;
    }

    /** Those of one failure mode as its pack has them. */
    static Parameters of(PackSource.Unit unit) {
        Parameters parameters = new Parameters(Site.NONE);
        unit.reader()
                .parameters()
                .forEach(each -> parameters.standards.put(id(unit.id(), each.name()), each.standard()));
        return parameters;
    }

    /** How a parameter is called outside of its entry. */
    static String id(String mode, String name) {
        return mode + "." + name;
    }

    /** The facts, and the value of every parameter that is not among them; a test may state its own. */
    List<Fact> beside(List<Fact> facts) {
        Set<String> given = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Parameter parameter) {
                given.add(parameter.id());
            }
        }
        List<Fact> all = new ArrayList<>(facts);
        String cluster = facts.isEmpty() ? "" : facts.get(0).cluster();
        standards.forEach((id, value) -> {
            if (!given.contains(id)) {
                all.add(site.parameter(cluster, id, value));
            }
        });
        return all;
    }
}
