package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.core.common.InternalWorkingMemory;
import org.drools.core.phreak.RuleAgendaItem;
import org.drools.core.rule.consequence.InternalMatch;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** One session: facts in, conclusions out. The only class that runs Drools. */
final class Session {

    /** As large as that of the main thread, since deep joins recurse. */
    private static final long STACK_BYTES = 8 << 20;

    /** A run that is only between two firings ends by itself within this time. */
    private static final long GRACE_MILLISECONDS = 100;

    /** Order of conclusions: by rule, subject and facts. */
    static final Comparator<Conclusion> ORDER = Comparator.comparing(Conclusion::rule)
            .thenComparing(Conclusion::subject)
            .thenComparing(Conclusion::facts, Session::compare);

    private static final String GENERATED = "GENERATED_";

    private final List<Conclusion> conclusions = new ArrayList<>();
    private final List<String> packages;
    private final RunLimits limits;
    private final KieSession session;

    private Session(Base base, RunLimits limits) {
        this.packages = base.packages();
        this.limits = limits;
        this.session = base.rules().newKieSession();
    }

    /**
     * The engine's form of some models; good for any number of runs.
     *
     * @param rules what the engine made of them
     * @param packages their packages, each with a dot behind it
     */
    record Base(KieBase rules, List<String> packages) {}

    /** Makes the engine's form of some models. */
    static Base base(List<Model> models) {
        return new Base(
                KieBaseBuilder.createKieBaseFromModel(models),
                models.stream()
                        .map(model -> model.getClass().getPackageName() + ".")
                        .toList());
    }

    /** Loads the classes of the engine, so that another thread may read the capture meanwhile. */
    static void warmUp() {
        KieBaseBuilder.createKieBaseFromModel(List.of()).newKieSession().dispose();
    }

    /**
     * Fires the rules over the facts, in a thread of its own, since what hangs in a condition listens to nobody.
     */
    static List<Conclusion> run(List<Model> models, List<Fact> facts, RunLimits limits) {
        return run(base(models), facts, limits);
    }

    /** The same with rules that the engine knows already. */
    static List<Conclusion> run(Base base, List<Fact> facts, RunLimits limits) {
        Session session = new Session(base, limits);
        FutureTask<List<Conclusion>> task = new FutureTask<>(() -> session.fire(facts));
        Thread thread = new Thread(null, task, "meshdx-rules", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw session.overtime(thread);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            session.session.halt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rules ran", e);
        }
    }

    private List<Conclusion> fire(List<Fact> facts) {
        try {
            session.registerChannel(
                    Conclusions.CHANNEL, fired -> conclusions.add(conclusion((Conclusions.Fired) fired)));
            facts.forEach(session::insert);
            if (session.fireAllRules(limits.firings()) >= limits.firings()) {
                throw tooManyFirings();
            }
        } finally {
            session.dispose();
        }
        conclusions.sort(ORDER);
        return conclusions;
    }

    private RunawayException tooManyFirings() {
        Map<String, Long> byRule = conclusions.stream()
                .collect(Collectors.groupingBy(Conclusion::rule, TreeMap::new, Collectors.counting()));
        Map.Entry<String, Long> most = Collections.max(byRule.entrySet(), Map.Entry.comparingByValue());
        return new RunawayException("rule \"" + most.getKey() + "\" fired " + most.getValue()
                + " times, and a run is limited to " + limits.firings() + " firings; a pattern of it lacks a join");
    }

    /** The stack of the thread names the rule by its classes; between two conditions the agenda knows which one is matched. */
    private RunawayException overtime(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        boolean named =
                Stream.of(stack).anyMatch(frame -> packages.stream().anyMatch(frame.getClassName()::startsWith));
        RuleAgendaItem matched =
                named ? null : ((InternalWorkingMemory) session).getAgenda().peekNextRule();
        session.halt();
        RunawayException runaway = new RunawayException(
                (matched == null ? "it ran" : "rule \"" + matched.getRule().getName() + "\" ran") + " longer than "
                        + limits.time().toMillis() / 1000.0
                        + " s; a pattern lacks a join or a regular expression takes too long");
        runaway.setStackTrace(stack);
        end(thread);
        return runaway;
    }

    /**
     * Ends the thread of a run whose session nobody will look at again, which is what makes stopping it safe. Java 20 and later
     * cannot: there it is left behind, and ends with the process at the latest.
     */
    @SuppressWarnings({"removal", "deprecation"})
    private static void end(Thread thread) {
        try {
            thread.join(GRACE_MILLISECONDS);
            if (thread.isAlive()) {
                thread.stop();
            }
        } catch (UnsupportedOperationException e) {
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Inserts the facts, fires within the usual number of firings and ends the session: for single rules under inspection. */
    static void fire(KieSession session, List<Fact> facts) {
        try {
            facts.forEach(session::insert);
            session.fireAllRules(RunLimits.USUAL.firings());
        } finally {
            session.dispose();
        }
    }

    /** The order of lists of facts, by their first difference. */
    static int compare(List<Fact> left, List<Fact> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = Fact.ORDER.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
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
