package dev.meshdx.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A placeholder in a text of an entry: {@code {host}}, {@code {calls.host}} or {@code {share|percent}}. Braces that begin with
 * another character than a letter (jsonpath) and {@code %{...}} (curl) are none.
 *
 * @param text as written, with its braces
 * @param path variable, and the components behind it
 * @param format how it is formatted, empty for plainly
 */
public record Placeholder(String text, List<String> path, String format) {

    /** Finds placeholders; group 1 is the path, group 2 the format. */
    public static final Pattern PATTERN = Pattern.compile("(?<![%$])\\{([a-zA-Z][\\w]*(?:\\.[\\w]+)*)(?:\\|(\\w+))?}");

    /** What each diagnosis knows of its subject, of a pod of it and of the mesh, whatever its rules bind. */
    public static final Set<String> GIVEN = Set.of(
            "name",
            "namespace",
            "kind",
            "subject",
            "cluster",
            "pod",
            "node",
            "workload",
            "workloadKind",
            "proxyContainer",
            "container",
            "istioNamespace",
            "linkerdNamespace");

    /** Formats that texts may ask for. */
    public static final Set<String> FORMATS = Set.of("percent", "mib", "seconds", "days", "limit", "seen");

    public Placeholder {
        path = List.copyOf(path);
    }

    /** The placeholders of a text in order. */
    public static List<Placeholder> in(String text) {
        return PATTERN.matcher(text)
                .results()
                .map(found -> new Placeholder(
                        found.group(),
                        List.of(found.group(1).split("\\.", -1)),
                        found.group(2) == null ? "" : found.group(2)))
                .toList();
    }

    /** The variable, or the name of a given value. */
    public String root() {
        return path.get(0);
    }
}
