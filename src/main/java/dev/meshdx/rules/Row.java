package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kie.api.runtime.rule.Match;

/**
 * One way in which the first conditions of a rule hold together.
 *
 * @param facts facts of their patterns, sorted
 * @param values values of all variables, those that Drools generated included, by name with the dollar sign
 */
record Row(List<Fact> facts, Map<String, Object> values) implements Comparable<Row> {

    /** What holds before the first condition. */
    static final Row EMPTY = new Row(List.of(), Map.of());

    static Row of(Match match) {
        List<Fact> facts = new ArrayList<>();
        for (Object object : match.getObjects()) {
            if (object instanceof Fact fact) {
                facts.add(fact);
            }
        }
        facts.sort(Fact.ORDER);
        Map<String, Object> values = new TreeMap<>();
        for (String variable : match.getDeclarationIds()) {
            Object value = match.getDeclarationValue(variable);
            if (value != null) {
                values.put(variable, value);
            }
        }
        return new Row(facts, values);
    }

    /** With one more value. */
    Row with(String variable, Object value) {
        Map<String, Object> more = new TreeMap<>(values);
        more.put(variable, value);
        return new Row(facts, more);
    }

    @Override
    public int compareTo(Row other) {
        int byFacts = Session.compare(facts, other.facts);
        return byFacts != 0 ? byFacts : values.toString().compareTo(other.values.toString());
    }
}
