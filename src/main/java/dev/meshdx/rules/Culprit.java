package dev.meshdx.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the unit whose rule threw: by the message, by the classes on the stack, else by trying halves. */
final class Culprit {

    /** A cause of a cause of a cause; more than this is a circle. */
    private static final int MAX_CAUSES = 20;

    private final Consumer<List<RuleIndex.UnitIndex>> run;

    /** Tries units with the given run, which throws when the culprit is among them. */
    Culprit(Consumer<List<RuleIndex.UnitIndex>> run) {
        this.run = run;
    }

    /** The unit that made a run of these units throw. */
    RuleIndex.UnitIndex of(Throwable thrown, List<RuleIndex.UnitIndex> units) {
        return named(thrown, units).or(() -> onStack(thrown, units)).orElseGet(() -> tried(thrown, units));
    }

    /** What failed at the bottom of it. */
    static String message(Throwable thrown) {
        Throwable cause = causes(thrown).reduce(thrown, (outer, inner) -> inner);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static Optional<RuleIndex.UnitIndex> named(Throwable thrown, List<RuleIndex.UnitIndex> units) {
        String text = String.join(
                "\n",
                causes(thrown).map(Throwable::getMessage).map(String::valueOf).toList());
        return units.stream()
                .filter(unit -> text.contains("\"" + unit.id() + "\"")
                        || text.contains("\"" + unit.id() + ".")
                        || text.contains(unit.id() + ".drl"))
                .findFirst();
    }

    /** A rule file is a Java package of its own, and Drools compiles each constraint to a class in it. */
    private static Optional<RuleIndex.UnitIndex> onStack(Throwable thrown, List<RuleIndex.UnitIndex> units) {
        List<String> classes = causes(thrown)
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .map(StackTraceElement::getClassName)
                .toList();
        return units.stream()
                .filter(unit -> unit.models().stream()
                        .map(model -> model.substring(0, model.lastIndexOf('.') + 1))
                        .anyMatch(of -> classes.stream().anyMatch(name -> name.startsWith(of))))
                .findFirst();
    }

    private RuleIndex.UnitIndex tried(Throwable thrown, List<RuleIndex.UnitIndex> units) {
        List<RuleIndex.UnitIndex> suspects = units;
        while (suspects.size() > 1) {
            List<RuleIndex.UnitIndex> half = suspects.subList(0, suspects.size() / 2);
            List<RuleIndex.UnitIndex> rest = suspects.subList(suspects.size() / 2, suspects.size());
            suspects = fails(half) ? half : rest;
        }
        if (units.size() > 1 && !fails(suspects)) {
            throw new IllegalStateException("the rules failed together and none of them alone", thrown);
        }
        return suspects.get(0);
    }

    private boolean fails(List<RuleIndex.UnitIndex> units) {
        try {
            run.accept(units);
            return false;
        } catch (RuntimeException | StackOverflowError | LinkageError | OutOfMemoryError e) {
            return true;
        }
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
