package dev.meshdx.authoring;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.FieldText;
import dev.meshdx.facts.Origin;
import dev.meshdx.rules.Closest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edits of the facts of a capture, for "what if": {@code Type[selector].field=value}, {@code Type[selector]} to remove and
 * {@code Type{field: value}} to add. All messages are {@link IllegalArgumentException}s that say what to try.
 */
public final class FactEdits {

    private static final Pattern SET =
            Pattern.compile("(\\w+)\\[(.*)]\\.([a-zA-Z]\\w*(?:\\.[^=]+)?)=(.*)", Pattern.DOTALL);
    private static final Pattern REMOVE = Pattern.compile("(\\w+)\\[(.*)]", Pattern.DOTALL);
    private static final Pattern ADD = Pattern.compile("(\\w+)\\s*(\\{.*})", Pattern.DOTALL);

    private final FactBase base;
    private final List<Fact> facts;
    private final List<String> done = new ArrayList<>();

    /** Edits a copy of these facts. */
    public FactEdits(FactBase base) {
        this.base = base;
        this.facts = new ArrayList<>(base.facts());
    }

    /** Changes one component: {@code Type[selector].field=value}. */
    public void set(String edit) {
        Matcher matcher = SET.matcher(edit);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--set takes Type[subject].field=value, for example"
                    + " 'ContainerState[shop/cart].restartCount=9', not '" + edit + "'");
        }
        String path = matcher.group(3);
        for (Fact fact : selected(matcher.group(1), matcher.group(2))) {
            FieldChange change = new FieldChange(base.time());
            Fact changed = (Fact) change.with((Record) fact, List.of(path.split("\\.", 2)), matcher.group(4));
            facts.set(facts.indexOf(fact), changed);
            done.add(name(fact) + "." + path + ": " + FieldText.of(change.before()) + " becomes "
                    + FieldText.of(change.after()));
        }
    }

    /** Removes facts: {@code Type[selector]}. What the capture covers stays as it is. */
    public void remove(String edit) {
        Matcher matcher = REMOVE.matcher(edit);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--remove takes Type[subject], for example 'TrafficPolicy[shop/cart]', not '" + edit + "'");
        }
        for (Fact fact : selected(matcher.group(1), matcher.group(2))) {
            facts.removeIf(each -> each == fact);
            done.add("without " + name(fact));
        }
    }

    /** Adds a fact as tests write it: {@code Type{field: value}}. */
    public void add(String edit) {
        Matcher matcher = ADD.matcher(edit);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--add takes Type{field: value}, for example"
                    + " 'Node{name: worker-1, memoryPressure: true}', not '" + edit + "'");
        }
        type(matcher.group(1));
        List<String> clusters = base.clusters();
        Fact built;
        try {
            YamlNode item = YamlNode.parse("{ " + matcher.group(1) + ": " + matcher.group(2) + " }", "--add");
            boolean named = item.get(matcher.group(1))
                    .filter(fields -> fields.isMap() && fields.get("cluster").isPresent())
                    .isPresent();
            if (!named && clusters.size() > 1) {
                throw new IllegalArgumentException("--add: say which cluster: " + clusters);
            }
            built = new FactBuilder(base.time(), clusters.isEmpty() ? "cluster" : clusters.get(0)).build(item);
        } catch (TestFileException e) {
            throw new IllegalArgumentException("--add " + edit + ": " + e.getMessage(), e);
        }
        Fact fact = (Fact) FieldChange.replaced((Record) built, "origin", Origin.line("--add", done.size() + 1));
        facts.add(fact);
        done.add("with " + name(fact));
    }

    /** The facts after all edits. */
    public FactBase edited() {
        return new FactBase(facts, base.time(), base.timeFrom(), base.sources(), base.files());
    }

    /** What was edited, in words. */
    public List<String> done() {
        return List.copyOf(done);
    }

    private List<Fact> selected(String typeName, String selector) {
        Class<? extends Fact> type = type(typeName);
        List<Fact> ofType = facts.stream().filter(type::isInstance).toList();
        FactSelector chooses = new FactSelector(type, selector);
        List<Fact> selected = ofType.stream().filter(chooses::matches).toList();
        if (selected.isEmpty()) {
            List<String> names = ofType.stream()
                    .map(fact -> fact.subject().path())
                    .distinct()
                    .toList();
            throw new IllegalArgumentException("no " + typeName + " is '" + selector + "'"
                    + Closest.hint(selector, names)
                    + (names.isEmpty()
                            ? "; the capture gives no " + typeName
                            : "; there are " + names.size() + ", such as "
                                    + names.subList(0, Math.min(3, names.size()))));
        }
        if (selected.size() > 1 && !chooses.many()) {
            throw new IllegalArgumentException("'" + selector + "' is " + selected.size() + " " + typeName
                    + " facts, such as " + name(selected.get(0)) + " and " + name(selected.get(1))
                    + "; choose by fields, as in " + typeName + "[field=value,...], or with * for all of them");
        }
        return selected;
    }

    private static Class<? extends Fact> type(String name) {
        List<String> names = FactTypes.all().stream().map(Class::getSimpleName).toList();
        return FactTypes.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown fact type '" + name + "'"
                        + Closest.hint(name, names) + "; meshdx rules facts lists them"));
    }

    private static String name(Fact fact) {
        String place = fact.origin().toString();
        return fact.getClass().getSimpleName() + "[" + fact.subject().path() + "]"
                + (place.isEmpty() ? "" : " at " + place);
    }
}
