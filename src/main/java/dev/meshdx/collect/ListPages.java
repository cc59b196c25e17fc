package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A list of objects, page by page from the API server into a file in the shape that {@code kubectl get -o json} prints. A page
 * that breaks off is taken back and asked for again; a list that expires meanwhile begins again.
 */
final class ListPages {

    private static final int PAGE = 500;
    private static final int RESTARTS = 3;
    private static final JsonFactory JSON = new JsonFactory();

    private final ApiServer api;
    private final ApiKind kind;
    private final String version;
    private final String namespace;

    ListPages(ApiServer api, ApiKind kind, String version, String namespace) {
        this.api = api;
        this.kind = kind;
        this.version = version;
        this.namespace = namespace;
    }

    /**
     * What was read.
     *
     * @param items objects
     * @param problem why there are not all; empty when there are
     */
    record Read(int items, String problem, Map<String, Long> redacted) {}

    /** One page: objects, and the token that continues behind them. */
    private record Page(int items, String next, Map<String, Long> redacted) {}

    /** Reads the list into the file. When not even the first page comes, that is an error. */
    Read write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Refused expired = null;
            for (int run = 0; run < RESTARTS; run++) {
                try {
                    return pages(file, channel);
                } catch (Refused e) {
                    if (e.status() != 410) {
                        throw e;
                    }
                    expired = e;
                }
            }
            throw expired == null ? new IOException("no page") : expired;
        }
    }

    private Read pages(Path file, FileChannel channel) throws IOException {
        rewind(channel, 0);
        put(
                file,
                channel,
                "{\"apiVersion\":\"" + apiVersion() + "\",\"kind\":\"" + kind.kind()
                        + "List\",\"metadata\":{},\"items\":[");
        Redactions redactions = new Redactions();
        int items = 0;
        String problem = "";
        String next = "";
        do {
            long start = channel.position();
            int before = items;
            try {
                Page page = api.get(path(next), in -> {
                    rewind(channel, start);
                    return page(in, file, channel, before);
                });
                items += page.items;
                next = page.next;
                redactions.add(page.redacted);
            } catch (FullDiskException e) {
                throw e;
            } catch (IOException e) {
                if (before == 0 || e instanceof Refused refused && refused.status() == 410) {
                    throw e;
                }
                rewind(channel, start);
                problem = "after " + before + " objects: "
                        + (e instanceof Refused refused ? refused.reason() : e.getMessage());
                next = "";
            }
        } while (!next.isEmpty());
        put(file, channel, "\n]}\n");
        return new Read(items, problem, redactions.counts());
    }

    private Page page(InputStream in, Path file, FileChannel channel, int before) throws IOException {
        OutputStream out = Staging.toDisk(file, new BufferedOutputStream(Channels.newOutputStream(channel)));
        Redactions redactions = new Redactions();
        JsonRedaction redaction = new JsonRedaction(redactions);
        int items = 0;
        String next = "";
        try (JsonParser from = JSON.createParser(in)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is no list");
            }
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                String name = from.currentName();
                JsonToken token = from.nextToken();
                if (name.equals("metadata") && token == JsonToken.START_OBJECT) {
                    next = continueToken(from);
                } else if (name.equals("items") && token == JsonToken.START_ARRAY) {
                    items = items(from, out, redaction, before);
                } else {
                    from.skipChildren();
                }
            }
        }
        out.flush();
        return new Page(items, next, redactions.counts());
    }

    private int items(JsonParser from, OutputStream out, JsonRedaction redaction, int before) throws IOException {
        int items = 0;
        while (from.nextToken() == JsonToken.START_OBJECT) {
            out.write((before + items == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
            JsonGenerator to = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            redaction.copyItem(from, to, apiVersion(), kind.kind());
            to.flush();
            items++;
        }
        return items;
    }

    private static String continueToken(JsonParser from) throws IOException {
        String next = "";
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = from.currentName().equals("continue");
            if (from.nextToken() == JsonToken.VALUE_STRING && found) {
                next = from.getText();
            }
            from.skipChildren();
        }
        return next;
    }

    private String path(String next) {
        return kind.path(version, namespace) + "?limit=" + PAGE
                + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    private String apiVersion() {
        return kind.group().isEmpty() ? version : kind.group() + "/" + version;
    }

    private static void rewind(FileChannel channel, long position) throws IOException {
        channel.truncate(position);
        channel.position(position);
    }

    private static void put(Path file, FileChannel channel, String text) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new FullDiskException(file.toString(), e);
        }
    }
}
