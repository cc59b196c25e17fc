package dev.meshdx.rules;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FieldPath;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a constraint looked at, for people: each component and variable that its text names, with the value it has. */
final class Actual {

    /** A string literal, or a name (group 1) with the path behind it (group 2). */
    static final Pattern NAME = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|(?<![\\w$.])(\\$?[A-Za-z_]\\w*)"
            + "((?:\\.\\w+(?:\\(\\s*\\))?|\\[\\s*(?:\"[^\"]*\"|\\d+)\\s*])*)");

    private Actual() {}

    /** {@code reason is "timeout", $host is "cart"}; empty when the text names nothing that is known. */
    static String of(String constraint, @Nullable Fact fact, Map<String, Object> values) {
        Set<String> looked = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(constraint);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null) {
                Object root = name.startsWith("$") ? values.get(name) : FieldPath.component(fact, name);
                if (root != null) {
                    looked.add(FieldPath.described(name, root, matcher.group(2), " is "));
                }
            }
        }
        return String.join(", ", looked);
    }
}
