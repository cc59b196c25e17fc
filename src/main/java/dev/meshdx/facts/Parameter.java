package dev.meshdx.facts;

/**
 * A threshold of a failure mode that a site may tune. Its default stands in the entry, under {@code parameters}; a
 * {@code meshdx.yaml} may set another value. There is one per id in a session, so a rule that asks for an id binds its value.
 *
 * @param cluster cluster whose facts are judged
 * @param id failure mode, a dot, and the name of the parameter
 * @param value its value, in the unit that the entry names
 * @param origin line of the {@code meshdx.yaml} that sets it, {@link Origin#DERIVED} for the default of the entry
 */
public record Parameter(String cluster, String id, double value, Origin origin) implements Fact {
    @Override
    public Subject subject() {
        return new Subject(cluster, "", "Parameter", id);
    }
}
