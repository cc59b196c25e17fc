package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One object as {@code kubectl describe} prints it: keys at the margin, details indented below them. */
final class DescribedPage {

    private static final Pattern CONTAINER = Pattern.compile("  (\\S+):\\s*");
    private static final Pattern FIELD = Pattern.compile("( +)([A-Z][A-Za-z ]*|cpu|memory):\\s*(.*)");
    private static final Pattern EVENT = Pattern.compile(
            "  (\\S+) {2,}(\\S+) {2,}(\\S+(?: \\(x(\\d+) over [^)]*\\))?) {2,}(\\S+(?:, \\S+)?)? {2,}(\\S.*)");
    private static final Pattern CONDITION = Pattern.compile(
            "  (\\w+) +(True|False|Unknown)(?: +(\\w{3}, .*? [+-]\\d{4}) +(\\w{3}, .*? [+-]\\d{4}) +(\\S+) +(.*))?\\s*");

    private final List<String> lines;
    private final String path;
    private final int first;

    DescribedPage(List<String> lines, String path, int first) {
        this.lines = List.copyOf(lines);
        this.path = path;
        this.first = first;
    }

    /** The value of a key at the margin, empty when it is missing or {@code <none>}. */
    String value(String key) {
        for (String line : lines) {
            if (line.startsWith(key + ":")) {
                return known(line.substring(key.length() + 1).strip());
            }
        }
        return "";
    }

    /** The page of a pod. */
    TablePod pod() {
        List<TablePod.State> states = new ArrayList<>(containers("Init Containers:", true));
        List<TablePod.State> main = containers("Containers:", false);
        states.addAll(main);
        return new TablePod(
                Origin.line(path, first),
                value("Namespace"),
                value("Name"),
                value("Status"),
                value("Reason"),
                (int) main.stream().filter(TablePod.State::ready).count(),
                main.size(),
                states.stream()
                        .mapToInt(TablePod.State::restarts)
                        .filter(count -> count > 0)
                        .sum(),
                value("IP"),
                value("Node").replaceFirst("/.*", ""),
                value("Controlled By"),
                value("Service Account"),
                pairs("Labels:", '='),
                pairs("Annotations:", ':'),
                states);
    }

    /** The page of a node. */
    TableNode node(Origin origin) {
        Map<String, Matcher> conditions = new LinkedHashMap<>();
        for (String line : section("Conditions:")) {
            Matcher matcher = CONDITION.matcher(line);
            if (matcher.matches()) {
                conditions.put(matcher.group(1), matcher);
            }
        }
        String message = "";
        for (Map.Entry<String, Matcher> condition : conditions.entrySet()) {
            boolean wrong = condition.getKey().equals("Ready")
                    != condition.getValue().group(2).equals("True");
            String text = condition.getValue().group(6);
            message = wrong && text != null ? text.strip() : message;
        }
        String version = lines.stream()
                .filter(line -> line.strip().startsWith("Kubelet Version:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        return new TableNode(
                origin,
                value("Name"),
                conditions.containsKey("Ready") ? conditions.get("Ready").group(2) : "Unknown",
                isTrue(conditions, "MemoryPressure"),
                isTrue(conditions, "DiskPressure"),
                isTrue(conditions, "PIDPressure"),
                value("Unschedulable").equals("true"),
                version,
                message);
    }

    private static boolean isTrue(Map<String, Matcher> conditions, String name) {
        Matcher condition = conditions.get(name);
        return condition != null && condition.group(2).equals("True");
    }

    /** The events at the end of a page. */
    List<TableEvent> events() {
        List<TableEvent> events = new ArrayList<>();
        int number = first + lines.indexOf("Events:");
        String kind = lines.contains("Containers:")
                ? "Pod"
                : value("Roles").isEmpty() && value("Namespace").isEmpty() ? "" : "Node";
        kind = !value("Namespace").isEmpty() && !kind.equals("Pod") ? ownKind() : kind;
        for (String line : section("Events:")) {
            number++;
            Matcher matcher = EVENT.matcher(line);
            if (matcher.matches()
                    && !matcher.group(1).equals("Type")
                    && !matcher.group(1).startsWith("--")) {
                String times = matcher.group(4);
                events.add(new TableEvent(
                        Origin.line(path, number),
                        value("Namespace"),
                        kind,
                        value("Name"),
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(6).strip(),
                        times == null ? 1 : Integer.parseInt(times)));
            }
        }
        return events;
    }

    private String ownKind() {
        boolean deployment = lines.stream().anyMatch(line -> line.startsWith("StrategyType:"));
        boolean replicaSet = lines.stream().anyMatch(line -> line.startsWith("Controlled By:  Deployment/"));
        return deployment ? "Deployment" : replicaSet ? "ReplicaSet" : "";
    }

    /** The indented lines below a key at the margin. */
    private List<String> section(String key) {
        int start = lines.indexOf(key);
        List<String> section = new ArrayList<>();
        for (int i = start + 1; start >= 0 && i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && lines.get(i).charAt(0) != ' ') {
                break;
            }
            section.add(lines.get(i));
        }
        return section;
    }

    private Map<String, String> pairs(String key, char separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : lines) {
            inside = line.startsWith(key) || inside && line.startsWith("  ");
            String text = (line.startsWith(key) ? line.substring(key.length()) : line).strip();
            int at = text.indexOf(separator);
            if (inside && at > 0) {
                pairs.put(text.substring(0, at), text.substring(at + 1).strip());
            }
        }
        return pairs;
    }

    private List<TablePod.State> containers(String key, boolean init) {
        List<TablePod.State> states = new ArrayList<>();
        int number = first + lines.indexOf(key);
        String name = "";
        int nameLine = 0;
        Map<String, String> fields = new LinkedHashMap<>();
        String group = "";
        for (String line : section(key)) {
            number++;
            Matcher container = CONTAINER.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (container.matches()) {
                addState(states, name, nameLine, init, fields);
                name = container.group(1);
                nameLine = number;
                fields.clear();
                group = "";
            } else if (field.matches()) {
                boolean top = field.group(1).length() == 4;
                group = top ? field.group(2) : group;
                fields.putIfAbsent(
                        top ? field.group(2) : group + "." + field.group(2),
                        known(field.group(3).strip()));
            }
        }
        addState(states, name, nameLine, init, fields);
        return states;
    }

    private void addState(
            List<TablePod.State> states, String name, int line, boolean init, Map<String, String> fields) {
        if (name.isEmpty()) {
            return;
        }
        states.add(new TablePod.State(
                Origin.line(path, line),
                name,
                init,
                fields.getOrDefault("Image", ""),
                fields.getOrDefault("State", "").toLowerCase(java.util.Locale.ROOT),
                fields.getOrDefault("State.Reason", ""),
                fields.getOrDefault("State.Message", ""),
                fields.getOrDefault("Ready", "").equals("True"),
                number(fields.getOrDefault("Restart Count", ""), 0),
                number(fields.getOrDefault("State.Exit Code", ""), -1),
                fields.getOrDefault("Last State.Reason", ""),
                number(fields.getOrDefault("Last State.Exit Code", ""), -1),
                fields.getOrDefault("Last State.Message", ""),
                time(fields.getOrDefault("Last State.Finished", "")),
                fields.getOrDefault("Limits.memory", ""),
                fields.getOrDefault("Limits.cpu", "")));
    }

    private static int number(String text, int otherwise) {
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static Instant time(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String known(String value) {
        return value.equals("<none>") || value.equals("<unset>") ? "" : value;
    }
}
