package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads again the files that evidence came from and keeps the lines around each place; other files are not opened further. */
final class Excerpts implements FileReader {

    private static final int LINES_BEFORE = 1;
    private static final int LINES_AFTER = 4;

    /** The data of a Secret or ConfigMap, or one value of it. */
    private static final Pattern OBJECT_DATA = Pattern.compile(".*/(?:data|stringData|binaryData)(?:/[^/]+)?");

    private final Map<String, Set<Origin>> wanted = new HashMap<>();
    private final TreeMap<Origin, Excerpt> found = new TreeMap<>();

    Excerpts(Set<Origin> places) {
        for (Origin place : places) {
            wanted.computeIfAbsent(place.file(), file -> new TreeSet<>()).add(place);
        }
    }

    /** What was found, in the order of the places. */
    List<Excerpt> found() {
        return List.copyOf(found.values());
    }

    @Override
    public String format() {
        return "";
    }

    @Override
    public boolean recognises(Head head) {
        return wanted.containsKey(head.path());
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        var lines = new TreeMap<Integer, Origin>();
        var pointers = new TreeMap<String, Origin>();
        for (Origin place : wanted.getOrDefault(file.path(), Set.of())) {
            if (place.line() > 0) {
                lines.put(place.line(), place);
            } else {
                pointers.put(place.pointer(), place);
            }
        }
        if (!pointers.isEmpty() && lines.isEmpty()) {
            try (JsonParser json = new JsonFactory().createParser(file.open())) {
                json.nextToken();
                values(json, "", pointers, new HashSet<>());
            }
        } else {
            lines(file, lines);
        }
        return "";
    }

    private void lines(CaptureFile file, NavigableMap<Integer, Origin> places) throws IOException {
        var in = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
        var redaction = new ExcerptRedaction();
        var open = new TreeMap<Integer, List<String>>();
        int last = places.isEmpty() ? 0 : places.lastKey() + LINES_AFTER;
        for (int number = 1; number <= last; number++) {
            String line = BoundedLine.read(in);
            if (line.equals(BoundedLine.END)) {
                break;
            }
            String shown = redaction.line(line);
            for (int place : places.subMap(number - LINES_AFTER, true, number + LINES_BEFORE, true)
                    .keySet()) {
                open.computeIfAbsent(place, key -> new ArrayList<>()).add(shown);
            }
        }
        open.forEach((place, text) -> {
            Origin origin = places.getOrDefault(place, Origin.DERIVED);
            found.put(origin, new Excerpt(origin, Math.max(1, place - LINES_BEFORE), text));
        });
    }

    /** Walks only into what leads to a wanted value; the parser stands at the first token of the value at {@code path}. */
    private void values(JsonParser json, String path, NavigableMap<String, Origin> wantedValues, Set<String> done)
            throws IOException {
        Origin origin = wantedValues.get(path);
        if (origin != null && done.add(path)) {
            int line = Math.max(1, json.currentTokenLocation().getLineNr());
            List<String> beginning = JsonExcerpt.of(json);
            boolean secret = OBJECT_DATA.matcher(path).matches();
            found.put(origin, new Excerpt(origin, line, secret ? List.of(ExcerptRedaction.LEFT_OUT) : beginning));
            return;
        }
        String below = wantedValues.ceilingKey(path + "/");
        if (below == null || !below.startsWith(path + "/")) {
            json.skipChildren();
            return;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
                values(json, path + "/" + index, wantedValues, done);
            }
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                values(json, path + "/" + name.replace("~", "~0").replace("/", "~1"), wantedValues, done);
            }
        }
    }
}
