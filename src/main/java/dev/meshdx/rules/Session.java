package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.drools.core.rule.consequence.InternalMatch;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** One session: facts in, conclusions out. The only class that runs Drools. */
final class Session {

    /** More firings than this mean a rule that joins everything with everything. */
    static final int MAX_FIRINGS = 2_000_000;

    /** A session that runs longer is halted. */
    static final long MAX_SECONDS = 300;

    private static final String GENERATED = "GENERATED_";

    private Session() {}

    /** Loads the classes of the engine, so that another thread may read the capture meanwhile. */
    static void warmUp() {
        KieBaseBuilder.createKieBaseFromModel(List.of()).newKieSession().dispose();
    }

    static List<Conclusion> run(List<Model> models, List<Fact> facts) {
        KieBase base = KieBaseBuilder.createKieBaseFromModel(models);
        List<Conclusion> conclusions = new ArrayList<>();
        KieSession session = base.newKieSession();
        Thread watchdog = watchdog(session);
        try {
            session.registerChannel(
                    Conclusions.CHANNEL, fired -> conclusions.add(conclusion((Conclusions.Fired) fired)));
            facts.forEach(session::insert);
            int fired = session.fireAllRules(MAX_FIRINGS);
            if (fired >= MAX_FIRINGS) {
                throw new PackException("rules fired more than " + MAX_FIRINGS + " times; a pattern lacks a join");
            }
        } finally {
            watchdog.interrupt();
            session.dispose();
        }
        conclusions.sort(Comparator.comparing(Conclusion::rule)
                .thenComparing(Conclusion::subject)
                .thenComparing(Conclusion::facts, Session::compare));
        return conclusions;
    }

    private static int compare(List<Fact> left, List<Fact> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = Fact.ORDER.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static Thread watchdog(KieSession session) {
        Thread thread = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(MAX_SECONDS);
                        session.halt();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "meshdx-watchdog");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Conclusion conclusion(Conclusions.Fired fired) {
        Match match = fired.match();
        TreeSet<Fact> facts = new TreeSet<>(Fact.ORDER);
        collect(((InternalMatch) match).getObjectsDeep(), facts);
        Map<String, Object> values = new TreeMap<>();
        for (String variable : match.getDeclarationIds()) {
            if (!variable.startsWith(GENERATED)) {
                Object value = match.getDeclarationValue(variable);
                if (value != null) {
                    values.put(variable.startsWith("$") ? variable.substring(1) : variable, value);
                    collect(List.of(value), facts);
                }
            }
        }
        return new Conclusion(match.getRule().getName(), fired.subject(), List.copyOf(facts), values);
    }

    private static void collect(List<?> objects, Set<Fact> facts) {
        for (Object object : objects) {
            if (object instanceof Fact fact) {
                facts.add(fact);
            } else if (object instanceof java.util.Collection<?> items) {
                collect(List.copyOf(items), facts);
            }
        }
    }
}
