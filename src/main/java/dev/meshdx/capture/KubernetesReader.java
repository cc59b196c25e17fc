package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads Kubernetes objects, JSON and YAML, in every shape that kubectl and collection tools write. */
final class KubernetesReader implements FileReader {

    /** Tokens of untrusted JSON. */
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CaptureLimits.NESTING)
                    .maxStringLength(CaptureLimits.VALUE_BYTES)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private static final Pattern TOP_LEVEL_KEY = Pattern.compile("(?:- )?([A-Za-z]+):(?: .*)?");
    private static final Pattern ITEM_KEY = Pattern.compile("  (apiVersion|kind|metadata|spec|status):(?: .*)?");
    private static final int HEAD_LINES = 4000;

    @Override
    public String format() {
        return "kubernetes objects";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJson() ? isJsonObjects(head) : isYamlObjects(head);
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try (InputStream in = file.open()) {
            return file.head().isJson() ? readJson(in, file, evidence) : readYaml(in, file, evidence);
        }
    }

    private static String readJson(InputStream in, CaptureFile file, Evidence evidence) throws IOException {
        ListSplitter list = file.workers().any() ? JsonListSplitter.of(in) : null;
        if (list == null) {
            return readTokens(new ObjectStream(JSON.createParser(in), file.path()), evidence);
        }
        ListPieces pieces = new ListPieces(list, piece -> JSON.createParser(piece.text()), file.workers());
        return readTokens(new ObjectStream(JSON.createParser(list.document()), file.path(), pieces), evidence);
    }

    private static String readTokens(ObjectStream stream, Evidence evidence) throws IOException {
        String reason = "";
        try {
            stream.readAll();
            reason = stream.cutReport();
        } catch (UnknownYamlException e) {
            throw e;
        } catch (LimitException e) {
            reason = firstLine(e);
        } catch (IOException e) {
            reason = "cut or damaged: " + firstLine(e);
        }
        keep(stream, evidence, reason.isEmpty());
        boolean nothing = stream.objects().isEmpty() && stream.lists().isEmpty();
        return nothing && reason.isEmpty() ? UnusedReader.NOT_NEEDED + "no object in it has a kind and a name" : reason;
    }

    /** Small files are held so that the general reader can start again where the fast one gives up. */
    private static String readYaml(InputStream in, CaptureFile file, Evidence evidence) throws IOException {
        byte[] bytes = in.readNBytes(CaptureLimits.YAML_FALLBACK_BYTES);
        boolean whole = bytes.length < CaptureLimits.YAML_FALLBACK_BYTES;
        InputStream all =
                whole ? new ByteArrayInputStream(bytes) : new SequenceInputStream(new ByteArrayInputStream(bytes), in);
        try {
            return readTokens(blockYaml(new BufferedInputStream(all), file), evidence);
        } catch (UnknownYamlException e) {
            if (!whole) {
                return "YAML that is read in files below YAML_FALLBACK_BYTES (" + CaptureLimits.YAML_FALLBACK_BYTES
                        + ") only: " + e.getMessage();
            }
            InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
            return readTokens(new ObjectStream(new SnakeYamlParser(text), file.path()), evidence);
        }
    }

    private static ObjectStream blockYaml(InputStream in, CaptureFile file) throws IOException {
        ListSplitter list = file.workers().any() ? YamlListSplitter.of(in) : null;
        if (list == null) {
            return new ObjectStream(new BlockYamlParser(in), file.path());
        }
        ListPieces.Parsers parsers = piece -> new BlockYamlParser(new ByteArrayInputStream(piece.text()), piece.line());
        return new ObjectStream(
                new BlockYamlParser(list.document()), file.path(), new ListPieces(list, parsers, file.workers()));
    }

    private static void keep(ObjectStream stream, Evidence evidence, boolean whole) {
        Map<String, Integer> counts = new TreeMap<>();
        String path = "";
        for (KubeObject object : stream.objects()) {
            evidence.add(object);
            counts.merge(object.kind(), 1, Integer::sum);
            path = object.path();
        }
        if (whole) {
            for (ObjectList list : stream.lists()) {
                evidence.add(list);
                if (!list.kind().isEmpty()) {
                    evidence.covers(list.path(), list.kind(), 0, true);
                }
            }
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            evidence.covers(path, count.getKey(), count.getValue(), false);
        }
    }

    private static boolean isJsonObjects(Head head) {
        Set<String> keys = new HashSet<>();
        try (JsonParser parser = JSON.createParser(head.text())) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            if (array && parser.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                if (isItems(parser)) {
                    return itemsAreObjects(parser, keys);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // the head ends in the middle of the file: the keys that were seen decide
        }
        return areObjectKeys(keys) || keys.contains("metadata") && head.contains("\"resourceVersion\"");
    }

    private static boolean isItems(JsonParser parser) throws IOException {
        String name = parser.currentName();
        return parser.currentToken() == JsonToken.START_ARRAY && ("items".equals(name) || "Items".equals(name));
    }

    /** A list is one of objects when it says so itself, or when its first item has metadata. */
    private static boolean itemsAreObjects(JsonParser parser, Set<String> keys) throws IOException {
        if (keys.contains("apiVersion") || keys.contains("kind")) {
            return true;
        }
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return true;
        }
        Set<String> item = new HashSet<>();
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                item.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            // cut by the head
        }
        return item.contains("metadata");
    }

    private static boolean isYamlObjects(Head head) {
        Set<String> keys = new HashSet<>();
        for (String line : head.lines(HEAD_LINES)) {
            boolean top = !line.isEmpty() && (Character.isLetter(line.charAt(0)) || line.startsWith("- "));
            var key = (top ? TOP_LEVEL_KEY : ITEM_KEY).matcher(line);
            if (key.matches()) {
                keys.add(key.group(1));
            } else if (top) {
                return false;
            }
            if (keys.contains("items") && keys.size() > 1 || areObjectKeys(keys)) {
                return true;
            }
        }
        return areObjectKeys(keys);
    }

    private static boolean areObjectKeys(Set<String> keys) {
        boolean named = keys.contains("apiVersion") && keys.contains("kind");
        boolean list = keys.contains("items") || keys.contains("Items");
        boolean shaped = keys.contains("metadata")
                && (keys.contains("spec")
                        || keys.contains("status")
                        || keys.contains("data")
                        || keys.contains("kind")
                        || keys.contains("involvedObject")
                        || keys.contains("subsets"));
        return named || shaped || list && (keys.contains("kind") || keys.contains("apiVersion") || keys.size() == 1);
    }

    private static String firstLine(Throwable error) {
        return FileIntake.message(error).lines().findFirst().orElse("unknown");
    }
}
