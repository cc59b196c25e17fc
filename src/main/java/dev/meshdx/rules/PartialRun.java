package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.drools.model.Condition;
import org.drools.model.consequences.ConsequenceImpl;
import org.drools.model.consequences.NamedConsequenceImpl;
import org.drools.model.impl.ModelImpl;
import org.drools.model.impl.RuleImpl;
import org.drools.model.patterns.CompositePatterns;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/**
 * Runs the beginnings of a rule as rules of their own: the compiled conditions of the rule itself, only fewer of them, so that
 * Drools decides what holds.
 */
final class PartialRun {

    /** Rows that are kept of each beginning, the first in order; all are counted. */
    static final int MAX_ROWS = 2_000;

    private static final String CONSEQUENCE = RuleImpl.DEFAULT_CONSEQUENCE_NAME;

    private final List<Fact> facts;
    private final Predicate<Row> wanted;

    /**
     * Runs over facts.
     *
     * @param facts facts
     * @param wanted which rows count
     */
    PartialRun(List<Fact> facts, Predicate<Row> wanted) {
        this.facts = facts;
        this.wanted = wanted;
    }

    /** For each beginning the rows in which its conditions hold together; an empty beginning has one. */
    List<List<Row>> rows(List<List<Condition>> beginnings) {
        ModelImpl model = new ModelImpl("partial");
        List<TreeSet<Row>> rows = new ArrayList<>();
        for (List<Condition> beginning : beginnings) {
            rows.add(new TreeSet<>());
            if (beginning.isEmpty()) {
                rows.get(rows.size() - 1).add(Row.EMPTY);
            } else {
                model.addRule(rule(Integer.toString(rows.size() - 1), beginning));
            }
        }
        if (!model.getRules().isEmpty()) {
            KieSession session =
                    KieBaseBuilder.createKieBaseFromModel(List.of(model)).newKieSession();
            session.addEventListener(new DefaultAgendaEventListener() {
                @Override
                public void afterMatchFired(AfterMatchFiredEvent event) {
                    TreeSet<Row> own =
                            rows.get(Integer.parseInt(event.getMatch().getRule().getName()));
                    Row row = Row.of(event.getMatch());
                    if (wanted.test(row) && own.add(row) && own.size() > MAX_ROWS) {
                        own.pollLast();
                    }
                }
            });
            Session.fire(session, facts);
        }
        return rows.stream().map(List::copyOf).toList();
    }

    private static RuleImpl rule(String name, List<Condition> conditions) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(new NamedConsequenceImpl(CONSEQUENCE, false));
        CompositePatterns view =
                new CompositePatterns(Condition.Type.AND, all, Map.of(CONSEQUENCE, ConsequenceImpl.EMPTY));
        return new RuleImpl("rules.partial", name, null, view);
    }
}
