package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** All of YAML as tokens, by SnakeYAML. Aliases are replayed, within limits; tags are ignored, so nothing is instantiated. */
final class SnakeYamlParser extends YamlTokens {

    /** Events that the aliases of a file may expand to: what ten thousand large objects have. */
    private static final int REPLAYED_EVENTS = 1_000_000;

    private final Iterator<Event> source;
    private final Deque<Event> replay = new ArrayDeque<>();
    private final Map<String, List<Event>> anchors = new HashMap<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Boolean> maps = new ArrayList<>();
    private final List<Boolean> keyNext = new ArrayList<>();
    private int aliases;
    private int replayed;
    private String text = "";
    private int line = 1;

    SnakeYamlParser(Reader reader) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(CaptureLimits.YAML_ALIASES);
        options.setNestingDepthLimit(CaptureLimits.NESTING);
        source = new Yaml(options).parse(reader).iterator();
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        try {
            Event event = next();
            while (event != null) {
                JsonToken token = token(event);
                if (token != null) {
                    _currToken = token;
                    return token;
                }
                event = next();
            }
        } catch (YAMLException e) {
            throw new IOException("not valid YAML: " + problem(e), e);
        }
        _currToken = null;
        return null;
    }

    @Override
    public String getText() {
        return text;
    }

    @Override
    int line() {
        return line;
    }

    @Override
    public void close() {}

    private @Nullable Event next() throws IOException {
        Event event = replay.isEmpty() ? (source.hasNext() ? source.next() : null) : replay.poll();
        if (event == null) {
            return null;
        }
        line = event.getStartMark() == null ? line : event.getStartMark().getLine() + 1;
        if (event instanceof AliasEvent alias) {
            expand(alias.getAnchor());
            return next();
        }
        record(event);
        return event;
    }

    private void expand(String anchor) throws IOException {
        if (++aliases > CaptureLimits.YAML_ALIASES) {
            throw LimitException.of("YAML_ALIASES", CaptureLimits.YAML_ALIASES);
        }
        List<Event> events = anchors.getOrDefault(anchor, List.of());
        replayed += events.size();
        if (replayed > REPLAYED_EVENTS) {
            throw LimitException.of("REPLAYED_EVENTS", REPLAYED_EVENTS);
        }
        for (int i = events.size() - 1; i >= 0; i--) {
            replay.push(events.get(i));
        }
    }

    /** Keeps the events of every anchored node that is open. */
    private void record(Event event) {
        if (event instanceof NodeEvent node && node.getAnchor() != null && replay.isEmpty()) {
            recordings.add(new Recording(node.getAnchor()));
        }
        for (Iterator<Recording> open = recordings.iterator(); open.hasNext(); ) {
            Recording recording = open.next();
            if (recording.closedBy(event)) {
                anchors.put(recording.anchor, recording.events);
                open.remove();
            }
        }
    }

    private @Nullable JsonToken token(Event event) throws IOException {
        text = "";
        switch (event.getEventId()) {
            case MappingStart:
                return opened(true, JsonToken.START_OBJECT);
            case SequenceStart:
                return opened(false, JsonToken.START_ARRAY);
            case MappingEnd:
                return closed(JsonToken.END_OBJECT);
            case SequenceEnd:
                return closed(JsonToken.END_ARRAY);
            case Scalar:
                return scalar((ScalarEvent) event);
            default:
                return null;
        }
    }

    private JsonToken opened(boolean map, JsonToken token) throws IOException {
        if (expectsKey()) {
            throw new IOException("a YAML key at line " + line + " is not a scalar");
        }
        valueSeen();
        maps.add(map);
        keyNext.add(true);
        return token;
    }

    private JsonToken closed(JsonToken token) {
        maps.remove(maps.size() - 1);
        keyNext.remove(keyNext.size() - 1);
        return token;
    }

    private JsonToken scalar(ScalarEvent event) {
        text = event.getValue();
        if (expectsKey()) {
            keyNext.set(keyNext.size() - 1, false);
            return JsonToken.FIELD_NAME;
        }
        valueSeen();
        return event.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN ? plain(text) : JsonToken.VALUE_STRING;
    }

    private boolean expectsKey() {
        int last = maps.size() - 1;
        return last >= 0 && maps.get(last) && keyNext.get(last);
    }

    private void valueSeen() {
        if (!keyNext.isEmpty()) {
            keyNext.set(keyNext.size() - 1, true);
        }
    }

    /** What is wrong and where, without the text at that place, which may be a credential. */
    static String problem(YAMLException error) {
        if (error instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
            Mark mark = marked.getProblemMark();
            return context + marked.getProblem() + " in line " + (mark.getLine() + 1) + ", column "
                    + (mark.getColumn() + 1);
        }
        return Redaction.masked(FileIntake.message(error).lines().findFirst().orElse(""));
    }

    /** The events of one anchored node. */
    private static final class Recording {

        private final String anchor;
        private final List<Event> events = new ArrayList<>();
        private int depth;

        Recording(String anchor) {
            this.anchor = anchor;
        }

        /** Adds the event; true when it was the node's last one. */
        boolean closedBy(Event event) {
            events.add(event);
            if (event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart)) {
                depth++;
            } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                depth--;
            }
            return depth == 0;
        }
    }
}
