package dev.meshdx.rules;

/** Why a rule file is refused before Drools sees it. What people do about the other checks is their choice; these hold always. */
public enum Fault {
    SYNTAX("syntax", "The file cannot be parsed as DRL."),
    IMPORT("import", "Rules import the fact types and the call of the consequence, nothing else."),
    DECLARATION("declaration", "A rule file holds rules only: no function, global, declare or query."),
    DUPLICATE_RULE("duplicate-rule", "Two rules of a file have one name, and Drools keeps only one of them."),
    ATTRIBUTE("attribute", "Attributes such as salience make the result depend on the order of firing."),
    ANNOTATION(
            "annotation",
            "Annotations are not used, since the newer parser of Drools can swallow conditions behind them; the entry takes what they say."),
    CONSEQUENCE("consequence", "The consequence is one fixed call; it runs no Java and changes no facts."),
    EMPTY_WHEN("empty-when", "A rule without a condition that a fact must meet always fires."),
    ELEMENT(
            "element",
            "Conditions are patterns, not, exists, or and accumulate with a known function; no from, eval, forall."),
    UNKNOWN_TYPE("unknown-type", "A pattern or a test names a fact type that does not exist."),
    UNKNOWN_FIELD("unknown-field", "A condition or a test names a field that its fact type does not have."),
    UNBOUND_VARIABLE("unbound-variable", "A variable is read that no pattern of the rule binds."),
    JAVA("java", "Conditions read fields and variables; they call no Java beyond the members of their values."),
    STRICT("strict", "What rules do not need is refused, as DRL has many places that take Java."),
    NOT_INDEXED(
            "not-indexed", "Drools indexes equalities that commas separate; behind && every pair of facts is tried."),
    UNCHECKED_INDEX("unchecked-index", "An index beyond the end of a list throws in the middle of a run.");

    private final String id;
    private final String explanation;

    Fault(String id, String explanation) {
        this.id = id;
        this.explanation = explanation;
    }

    /** The word that messages show. */
    public String id() {
        return id;
    }

    /** One sentence: why it is refused. */
    public String explanation() {
        return explanation;
    }
}
