package dev.meshdx.lint;

import dev.meshdx.rules.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All checks. A new one is a class of its own and a line here. */
final class Checks {

    private Checks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>();
        Arrays.stream(Fault.values()).map(Refused::new).forEach(all::add);
        all.addAll(List.of(
                new YamlSyntax(),
                new Shape(ShapeCheck.Problem.UNKNOWN_KEY, "A key that nothing reads is a slip."),
                new Shape(ShapeCheck.Problem.DUPLICATE_KEY, "Of two equal keys one is lost."),
                new Shape(ShapeCheck.Problem.MISSING_KEY, "The file lacks what meshdx must know."),
                new Shape(ShapeCheck.Problem.WRONG_VALUE, "A value has the wrong type, or is no known word."),
                new MissingFile(),
                new NameMismatch(),
                new IdOutsidePack(),
                new DuplicateId(),
                new DuplicateAlias(),
                new RuleWithoutWeight(),
                new UnknownRule(),
                new UnknownFailureMode(),
                new UnknownParameter(),
                new UnusedParameter(),
                new NoPositiveTest(),
                new NoNearMiss(),
                new NoAbsentTest(),
                new TestWithoutAssertion(),
                new TestFacts(),
                new TypeMismatch(),
                new BadRegex(),
                new SlowRegex(),
                new TypographicCharacter(),
                new CrossProduct(),
                new SelfJoinPair(),
                new WideFirst(),
                new SlowJoin(),
                new HalfConstraint(),
                new AlwaysFalse(),
                new UnguardedNot(),
                new UnknownEvidenceKind(),
                new EvidenceLost(),
                new MapValueMember(),
                new UnusedBinding(),
                new ShadowedRule(),
                new TooManyVariables(),
                new UnboundPlaceholder(),
                new EffectTooMild(),
                new QuotedPlaceholder(),
                new FixReadOnly(),
                new MissingSteps(),
                new CauseCycle(),
                new MalformedLink(),
                new NeverFound(),
                new SecretInExample(),
                new TextStyle(),
                new Acceptances.Problem(
                        Acceptances.BAD, Severity.ERROR, "A finding is accepted for a reason, or not at all."),
                new Acceptances.Problem(
                        Acceptances.UNUSED,
                        Severity.WARNING,
                        "A comment that accepts nothing hides the next finding.")));
        return all;
    }
}
