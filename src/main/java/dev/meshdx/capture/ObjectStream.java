package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes objects of one file in every shape that tools write: single objects, lists of one kind whose items do not name it,
 * mixed lists, bare arrays, several documents. One object is in memory at a time beside what is kept of the others.
 */
final class ObjectStream {

    /** Names of the array that holds the objects of a list. */
    static final Set<String> ITEMS = Set.of("items", "Items");

    private static final String LIST = "List";
    private static final int KIND_UNKNOWN_LIMIT = 10_000;

    /** ConfigMaps whose data facts need; all others keep their metadata only. */
    private static final List<String> READ_CONFIG_MAPS =
            List.of("istio", "linkerd-identity-trust-roots", "linkerd-config", "coredns");

    private final JsonParser parser;
    private final String path;
    private @Nullable ListPieces pieces;
    private final TreeBuilder trees = new TreeBuilder();
    private final List<KubeObject> objects = new ArrayList<>();
    private final List<ObjectList> lists = new ArrayList<>();
    private boolean listWithoutKind;
    private int nameless;

    ObjectStream(JsonParser parser, String path) {
        this(parser, path, null);
    }

    /**
     * Reads one file.
     *
     * @param pieces the items of the first list, where they are taken out of the document that the parser reads
     */
    ObjectStream(JsonParser parser, String path, @Nullable ListPieces pieces) {
        this.parser = parser;
        this.path = path;
        this.pieces = pieces;
    }

    List<KubeObject> objects() {
        return objects;
    }

    List<ObjectList> lists() {
        return lists;
    }

    /**
     * What was left out, and what speaks for a file that was cut without breaking its syntax; empty when nothing does. kubectl writes the keys of a
     * YAML list in order, so that {@code kind} follows the items.
     */
    String cutReport() {
        if (listWithoutKind) {
            return "a list has items and no kind after them: the file may be cut, and its last item was left out";
        }
        return nameless == 0
                ? ""
                : nameless + " items have no metadata.name and were left out; an old kubectl writes its internal types,"
                        + " capture again with a newer one";
    }

    /** Reads to the end of the file. What was read before a failure stays in {@link #objects}. */
    void readAll() throws IOException {
        int documents = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            String pointer = documents++ == 0 ? "" : "/" + (documents - 1);
            if (token == JsonToken.START_OBJECT) {
                document(pointer);
            } else if (token == JsonToken.START_ARRAY) {
                items(pointer, "");
            }
        }
    }

    private void document(String pointer) throws IOException {
        Origin origin = origin(pointer);
        List<String> names = new ArrayList<>();
        List<Tree> values = new ArrayList<>();
        List<Pending> untold = new ArrayList<>();
        int first = objects.size();
        boolean list = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean items = ITEMS.contains(name);
            if (items && token == JsonToken.START_ARRAY) {
                list = true;
                untold.addAll(items(
                        pointer + "/" + name, listKind(Tree.map(names, values).text("kind"))));
            } else {
                list |= items && token == JsonToken.VALUE_NULL;
                names.add(name);
                values.add(nested(name));
            }
        }
        if (parser.currentToken() == null) {
            throw new IOException("the file ends inside an object");
        }
        Tree root = Tree.map(names, values);
        if (!list) {
            keep(root, origin, "");
            return;
        }
        closeList(root, untold, first);
    }

    private Tree nested(String name) throws IOException {
        if (name.equals("managedFields")) {
            parser.skipChildren();
            return Tree.NOTHING;
        }
        return trees.value(parser);
    }

    private void closeList(Tree root, List<Pending> untold, int first) {
        if (root.text("kind").isEmpty() && parser instanceof YamlTokens) {
            listWithoutKind = true;
            dropLast(untold, first);
        }
        String kind = listKind(root.text("kind"));
        for (Pending item : untold) {
            boolean kept = keep(item.body, item.origin, kind);
            nameless += kept && !item.body.text("metadata", "name").isEmpty() ? 0 : 1;
        }
        Map<String, Set<String>> namespaces = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (KubeObject object : objects.subList(first, objects.size())) {
            namespaces
                    .computeIfAbsent(object.kind(), k -> new LinkedHashSet<>())
                    .add(object.namespace());
            counts.merge(object.kind(), 1, Integer::sum);
        }
        counts.forEach(
                (of, count) -> lists.add(new ObjectList(path, of, namespaces.getOrDefault(of, Set.of()), count)));
        if (counts.isEmpty()) {
            lists.add(new ObjectList(path, kind.isEmpty() ? KindGuess.byPath(path) : kind, Set.of(), 0));
        }
    }

    /** Half an object of a cut list looks like a whole one with other content. */
    private void dropLast(List<Pending> untold, int first) {
        if (!untold.isEmpty()) {
            untold.remove(untold.size() - 1);
        } else if (objects.size() > first) {
            objects.remove(objects.size() - 1);
        }
    }

    /** Reads the items of the array that has begun; gives back those whose kind only the end of the list may tell. */
    private List<Pending> items(String pointer, String kind) throws IOException {
        List<Pending> untold = new ArrayList<>();
        int index = 0;
        ListPieces parsed = pieces;
        pieces = null;
        for (ListPieces.Items some = next(parsed); some != null; some = next(parsed)) {
            for (ListPieces.Item item : some.items()) {
                item(item.body(), place(pointer + "/" + index++, item.line()), kind, untold);
            }
            if (some.failure() != null) {
                throw some.failure();
            }
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the file ends inside a list");
            }
            Origin origin = origin(pointer + "/" + index++);
            item(trees.value(parser), origin, kind, untold);
        }
        return untold;
    }

    private static ListPieces.@Nullable Items next(@Nullable ListPieces pieces) throws IOException {
        return pieces == null ? null : pieces.next();
    }

    private void item(Tree body, Origin origin, String kind, List<Pending> untold) {
        boolean kept = keep(body, origin, kind);
        nameless += kept && body.text("metadata", "name").isEmpty() ? 1 : 0;
        if (body.isMap() && !kept && untold.size() < KIND_UNKNOWN_LIMIT) {
            untold.add(new Pending(body, origin));
        }
    }

    /** Keeps an object; false when it does not tell its kind. */
    private boolean keep(Tree body, Origin origin, String listKind) {
        if (body.at("items").isList() && body.text("kind").endsWith(LIST)) {
            body.items("items").forEach(item -> keep(item, origin, listKind(body.text("kind"))));
            return true;
        }
        String kind = kind(body, listKind);
        String name = body.text("metadata", "name");
        if (kind.isEmpty() || name.isEmpty()) {
            return !kind.isEmpty();
        }
        String namespace = body.text("metadata", "namespace");
        objects.add(new KubeObject(
                origin, group(body.text("apiVersion")), kind, namespace, name, reduced(kind, name, body)));
        return true;
    }

    private String kind(Tree body, String listKind) {
        String own = body.text("kind");
        if (!own.isEmpty()) {
            return own;
        }
        if (!listKind.isEmpty()) {
            return listKind;
        }
        String shape = body.has("metadata") ? KindGuess.byShape(body) : "";
        return shape.isEmpty() && body.has("metadata") ? KindGuess.byPath(path) : shape;
    }

    private static Tree reduced(String kind, String name, Tree body) {
        if (kind.equals("Secret")) {
            return TreeBuilder.withPublicDataOnly(body);
        }
        boolean dropped = kind.equals("ConfigMap") && READ_CONFIG_MAPS.stream().noneMatch(name::startsWith);
        return dropped ? body.with("data", Tree.NOTHING).with("binaryData", Tree.NOTHING) : body;
    }

    private static String listKind(String kind) {
        return kind.equals(LIST) || !kind.endsWith(LIST) ? "" : kind.substring(0, kind.length() - LIST.length());
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** YAML places are lines, JSON places are pointers, because a JSON list may be a single line. */
    private Origin origin(String pointer) {
        return place(pointer, parser instanceof YamlTokens yaml ? yaml.line() : 0);
    }

    private Origin place(String pointer, int line) {
        return line > 0 ? Origin.line(path, line) : Origin.pointer(path, pointer);
    }

    /** An item whose kind is not known yet. */
    private record Pending(Tree body, Origin origin) {}
}
