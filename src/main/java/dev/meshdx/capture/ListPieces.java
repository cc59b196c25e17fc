package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The items of a long list, parsed piece by piece on several threads and given back in their order. */
final class ListPieces {

    /** Pieces under way: enough that no thread waits while the caller keeps what is ready. */
    private static final int AHEAD = 8;

    private final ListSplitter splitter;
    private final Parsers parsers;
    private final Workers workers;
    private final Deque<Future<Items>> underWay = new ArrayDeque<>();
    /** Builders share equal texts, so each serves many pieces, one at a time. */
    private final Queue<TreeBuilder> builders = new ConcurrentLinkedQueue<>();

    ListPieces(ListSplitter splitter, Parsers parsers, Workers workers) {
        this.splitter = splitter;
        this.parsers = parsers;
        this.workers = workers;
    }

    /** The next items, null after the last ones. */
    @Nullable
    Items next() throws IOException {
        while (underWay.size() < AHEAD) {
            ListSplitter.Piece piece = splitter.next();
            if (piece == null) {
                break;
            }
            underWay.add(workers.submit(piece.text().length, () -> items(piece)));
        }
        Future<Items> oldest = underWay.poll();
        return oldest == null ? null : Workers.result(oldest);
    }

    private Items items(ListSplitter.Piece piece) {
        TreeBuilder used = builders.poll();
        TreeBuilder builder = used == null ? new TreeBuilder() : used;
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = parsers.of(piece)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                int line = parser instanceof YamlTokens yaml ? yaml.line() : 0;
                items.add(new Item(builder.value(parser), line));
            }
            return new Items(items, null);
        } catch (IOException e) {
            return new Items(items, e);
        } finally {
            builders.add(builder);
        }
    }

    /** How a piece becomes tokens. */
    interface Parsers {
        JsonParser of(ListSplitter.Piece piece) throws IOException;
    }

    /**
     * An item of a list.
     *
     * @param line line of the file in which it begins, 0 when its place is a pointer
     */
    record Item(Tree body, int line) {}

    /**
     * The items of a piece.
     *
     * @param failure what is wrong behind the last of them
     */
    record Items(List<Item> items, @Nullable IOException failure) {}
}
