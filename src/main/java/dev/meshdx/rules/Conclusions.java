package dev.meshdx.rules;

import dev.meshdx.facts.Subject;
import java.util.Objects;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import org.kie.api.runtime.rule.RuleContext;

/** The one call that the consequence of a rule may make. */
public final class Conclusions {

    static final String CHANNEL = "conclusions";

    private Conclusions() {}

    /** The evidence of this rule holds for the subject. */
    public static void conclude(RuleContext context, Subject subject) {
        KieSession session = (KieSession) context.getKieRuntime();
        Objects.requireNonNull(session.getChannels().get(CHANNEL)).send(new Fired(context.getMatch(), subject));
    }

    /** A firing as the session reports it. */
    record Fired(Match match, Subject subject) {}
}
