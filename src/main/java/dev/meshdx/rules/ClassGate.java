package dev.meshdx.rules;

import dev.meshdx.facts.FactTypes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Admits the compiled classes of a rule file only when they refer to nothing but what compiled rules need. It sees what the
 * {@link SyntaxGate} cannot: what the compiler made of the rules. The executable model leaves nothing to interpret, so what a
 * class does not refer to, it cannot do.
 */
final class ClassGate {

    /**
     * Classes with the members that rules may use: none for a class that is only named, {@code *} for all of a class whose
     * members do nothing but compute. Harvested from the bundled packs; the reason stands behind the list.
     */
    private static final String ALLOWED = """
            java/lang/Object <init> toString equals hashCode : getClass leads to reflection
            java/lang/String equals hashCode length isEmpty contains startsWith endsWith substring indexOf toString valueOf : texts
            java/lang/CharSequence toString length : what matches takes
            java/lang/Enum <init> valueOf name ordinal toString : compiled conditions are enums
            java/lang/Boolean TYPE valueOf booleanValue : getBoolean reads system properties
            java/lang/Integer TYPE valueOf intValue longValue doubleValue : getInteger reads system properties
            java/lang/Long TYPE valueOf intValue longValue doubleValue : getLong reads system properties
            java/lang/Double TYPE valueOf intValue longValue doubleValue : numbers
            java/lang/Number intValue longValue doubleValue : results of accumulate
            java/lang/System arraycopy : values() of an enum copies its array; all else of it reaches the machine
            java/lang/Exception : thrown by accessors of conditions
            java/lang/RuntimeException <init> : unknown property of a domain class
            java/lang/invoke/LambdaMetafactory metafactory : lambdas
            java/lang/invoke/StringConcatFactory makeConcatWithConstants : + of texts
            java/lang/invoke/MethodHandles : named by lambdas
            java/lang/invoke/MethodHandles$Lookup : named by lambdas, never called
            java/time/Instant getEpochSecond getNano isBefore isAfter toString : times
            java/time/format/DateTimeFormatterBuilder <init> parseCaseInsensitive appendPattern toFormatter : every model has one
            java/util/Locale ENGLISH : of that formatter
            java/util/Arrays asList : lists of literals
            java/util/Collections emptyList : lists of literals
            java/util/Collection size isEmpty contains containsAll toString : looks at collections
            java/util/List size isEmpty contains containsAll get toString : looks at collections
            java/util/Set size isEmpty contains containsAll toString : looks at collections
            java/util/Map size isEmpty get containsKey containsValue keySet values entrySet toString : looks at maps
            java/util/Map$Entry getKey getValue : looks at maps
            java/util/regex/Pattern compile matcher : matches
            java/util/regex/Matcher matches : matches
            dev/meshdx/rules/Conclusions conclude : the one consequence
            org/kie/api/runtime/rule/RuleContext : handed to conclude and never asked, as it leads to the engine
            org/drools/model/Drools : handed to conclude and never asked, as it leads to the engine
            org/drools/model/DomainClassMetadata * : positions of fields
            org/drools/model/Index : indexes
            org/drools/model/Index$ConstraintType * : indexes
            org/drools/model/Model : the model
            org/drools/model/PatternDSL : the model
            org/drools/model/PatternDSL$PatternDef * : the model
            org/drools/model/Rule : the model
            org/drools/model/RuleItemBuilder : the model
            org/drools/model/consequences/ConsequenceBuilder : the model
            org/drools/model/consequences/ConsequenceBuilder$_1 execute : the model
            org/drools/model/consequences/ConsequenceBuilder$_2 execute : the model
            org/drools/model/consequences/ConsequenceBuilder$_3 execute : the model
            org/drools/model/functions/PredicateInformation <init> addRuleNames : names of a condition in messages
            org/drools/model/functions/accumulate/AccumulateFunction as : accumulate
            org/drools/model/impl/RuleBuilder build : the model
            org/drools/model/operators/ContainsOperator INSTANCE : contains
            org/drools/model/operators/InOperator INSTANCE : in
            org/drools/model/operators/MatchesOperator INSTANCE : matches
            org/drools/model/operators/MemberOfOperator INSTANCE : memberOf
            org/drools/model/operators/StringStartsWithOperator INSTANCE : str[startsWith]
            org/drools/model/operators/StringEndsWithOperator INSTANCE : str[endsWith]
            org/drools/model/operators/StringLengthWithOperator INSTANCE : str[length]
            org/drools/model/view/ViewItemBuilder : the model
            org/drools/modelcompiler/dsl/pattern/D accFunction accumulate alphaIndexedBy and betaIndexedBy declarationOf eval exists not on or pattern rule : the model; other members insert, query or fire
            org/drools/modelcompiler/util/EvaluationUtil * : comparisons that know null
            org/drools/util/DateUtils getDateFormatMask : of that formatter
            """;

    private static final String ACCUMULATORS = "org/drools/core/base/accumulators/";
    private static final String FUNCTIONS = "org/drools/model/functions/";
    private static final Map<String, Set<String>> TABLE = table();
    private static final Set<String> SUPER_CLASSES = Set.of("java/lang/Object", "java/lang/Enum");
    private static final Set<String> INTERFACES =
            Set.of("org/drools/model/DomainClassMetadata", "org/drools/model/Model", FUNCTIONS + "HashedExpression");

    private ClassGate() {}

    /** Checks all classes of one rule file; throws {@link PackException} naming the file, the class and what it refers to. */
    static void check(PackSource.Unit unit, RuleCompiler.Compiled compiled) {
        String own = unit.file().packageName().replace('.', '/') + "/";
        for (String model : compiled.models()) {
            if (!model.replace('.', '/').startsWith(own)) {
                throw new PackException(unit.path() + ": its model " + model + " lies outside of its package");
            }
        }
        compiled.classes().forEach((resource, file) -> check(unit.path(), own, resource, file));
    }

    private static void check(String path, String own, String resource, byte[] file) {
        ConstantPool pool = ConstantPool.of(path + ": " + resource, file);
        String at = path + ": compiled class " + pool.name().replace('/', '.') + " ";
        if (!resource.equals(pool.name() + ".class") || !pool.name().startsWith(own)) {
            throw new PackException(at + "lies outside of the package of its rule file");
        }
        if (!SUPER_CLASSES.contains(pool.extended())) {
            throw new PackException(at + "extends " + dotted(pool.extended()) + ", which rules may not");
        }
        for (String implemented : pool.interfaces()) {
            if (!INTERFACES.contains(implemented) && !isFunction(implemented)) {
                throw new PackException(at + "implements " + dotted(implemented) + ", which rules may not");
            }
        }
        if (pool.computed()) {
            throw new PackException(at + "holds a computed constant, which rules may not");
        }
        for (String named : pool.classes()) {
            if (!named.startsWith(own) && !isAllowed(named)) {
                throw new PackException(at + "refers to " + dotted(named) + ", which rules may not");
            }
        }
        for (ConstantPool.Member member : pool.members()) {
            if (!member.owner().startsWith(own) && !isAllowed(member)) {
                throw new PackException(
                        at + "refers to " + dotted(member.owner()) + "." + member.name() + ", which rules may not");
            }
        }
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }

    private static boolean isFunction(String name) {
        return name.matches(FUNCTIONS + "(?:Function|Predicate|Block)\\d{1,2}");
    }

    private static boolean isAllowed(String name) {
        return TABLE.containsKey(name)
                || INTERFACES.contains(name)
                || isFunction(name)
                || isAccumulator(name)
                || name.length() == 1
                || FactClasses.named(name) != null;
    }

    private static boolean isAllowed(ConstantPool.Member member) {
        Set<String> members = TABLE.get(member.owner());
        if (members != null) {
            return members.contains("*") || members.contains(member.name());
        }
        if (isAccumulator(member.owner())) {
            return member.name().equals("<init>");
        }
        Class<?> fact = FactClasses.named(member.owner());
        return fact != null
                && Arrays.stream(fact.getMethods())
                        .filter(FactMembers::isAccessor)
                        .anyMatch(method -> method.getName().equals(member.name()));
    }

    private static boolean isAccumulator(String name) {
        return name.startsWith(ACCUMULATORS) && name.endsWith("AccumulateFunction");
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new HashMap<>();
        ALLOWED.lines().forEach(line -> {
            String[] words = line.substring(0, line.indexOf(" : ")).split(" ");
            table.put(words[0], new TreeSet<>(Arrays.asList(words).subList(1, words.length)));
        });
        return Map.copyOf(table);
    }

    /** The classes that facts are made of: the fact types and the records and enums of their components. */
    private static final class FactClasses {
        private static final Map<String, Class<?>> BY_NAME = new HashMap<>();

        static {
            add(dev.meshdx.facts.Fact.class);
            FactTypes.all().forEach(FactClasses::add);
        }

        static @org.jspecify.annotations.Nullable Class<?> named(String name) {
            return BY_NAME.get(name);
        }

        private static void add(Class<?> type) {
            if (!FactMembers.isOfFacts(type) || BY_NAME.put(type.getName().replace('.', '/'), type) != null) {
                return;
            }
            Arrays.stream(type.getMethods()).filter(FactMembers::isAccessor).forEach(method -> {
                add(method.getReturnType());
                add(FactMembers.raw(FactMembers.element(method.getGenericReturnType())));
            });
        }
    }
}
