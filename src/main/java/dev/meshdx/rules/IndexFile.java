package dev.meshdx.rules;

import dev.meshdx.facts.Signature;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of the bundled packs as a resource of the jar, written by the build. It is read at every start, so it is binary:
 * each text stands there once and is a number from then on.
 */
final class IndexFile {

    private IndexFile() {}

    static void write(RuleIndex index, OutputStream stream) throws IOException {
        Writer out = new Writer(new DataOutputStream(new BufferedOutputStream(stream)));
        out.list(index.packs(), pack -> {
            out.text(pack.name());
            out.text(pack.version());
            out.text(pack.sha256());
        });
        out.list(index.modes().values(), mode -> write(mode, out));
        out.list(index.units().values(), unit -> write(unit, out));
        out.list(index.signatures(), signature -> {
            out.text(signature.id());
            out.texts(signature.sources());
            out.text(signature.contains());
            out.text(signature.regex());
            out.text(signature.clearedBy());
        });
        out.data.flush();
    }

    static RuleIndex read(InputStream stream) throws IOException {
        Reader in = new Reader(new DataInputStream(new BufferedInputStream(stream)));
        List<RuleIndex.Pack> packs = in.list(() -> new RuleIndex.Pack(in.text(), in.text(), in.text()));
        Map<String, FailureMode> modes = new LinkedHashMap<>();
        for (FailureMode mode : in.list(() -> mode(in))) {
            modes.put(mode.id(), mode);
        }
        Map<String, RuleIndex.UnitIndex> units = new LinkedHashMap<>();
        for (RuleIndex.UnitIndex unit : in.list(() -> unit(in))) {
            units.put(unit.id(), unit);
        }
        List<Signature> signatures =
                in.list(() -> new Signature(in.text(), in.texts(), in.text(), in.text(), in.text()));
        return new RuleIndex(packs, modes, units, signatures);
    }

    private static void write(FailureMode mode, Writer out) throws IOException {
        out.text(mode.id());
        out.text(mode.title());
        out.text(mode.kind());
        out.text(mode.layer());
        out.text(mode.severity());
        out.texts(mode.meshes());
        out.text(mode.prior());
        out.text(mode.scope());
        out.texts(mode.causes());
        out.texts(mode.masks());
        out.data.writeBoolean(mode.blocksRestart());
        out.list(mode.evidence(), rule -> {
            out.text(rule.rule());
            out.text(rule.weight().word());
            out.text(rule.group());
            out.list(rule.needs(), out::texts);
            out.texts(rule.guards());
        });
    }

    private static FailureMode mode(Reader in) throws IOException {
        return new FailureMode(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                in.text(),
                in.text(),
                in.texts(),
                in.texts(),
                in.data.readBoolean(),
                in.list(() -> new EvidenceRule(
                        in.text(), Weight.of(in.text()).orElseThrow(), in.text(), in.list(in::texts), in.texts())));
    }

    private static void write(RuleIndex.UnitIndex unit, Writer out) throws IOException {
        out.text(unit.id());
        out.texts(unit.models());
        out.list(unit.rules(), need -> {
            out.texts(need.reads());
            out.list(need.literals(), literal -> {
                out.data.writeShort(literal.pattern());
                out.text(literal.type());
                out.text(literal.field());
                out.text(literal.operator());
                out.texts(literal.values());
            });
        });
        out.texts(unit.stats());
        out.texts(unit.metrics());
    }

    private static RuleIndex.UnitIndex unit(Reader in) throws IOException {
        return new RuleIndex.UnitIndex(
                in.text(),
                in.texts(),
                in.list(() -> new RuleIndex.Need(
                        in.texts(),
                        in.list(() -> new DrlFile.Literal(
                                in.data.readShort(), in.text(), in.text(), in.text(), in.texts())))),
                in.texts(),
                in.texts());
    }

    private interface Write<T> {
        void one(T item) throws IOException;
    }

    private interface Read<T> {
        T one() throws IOException;
    }

    private static final class Writer {
        final DataOutputStream data;
        private final Map<String, Integer> known = new HashMap<>();

        Writer(DataOutputStream data) {
            this.data = data;
        }

        void text(String text) throws IOException {
            Integer number = known.putIfAbsent(text, known.size());
            if (number == null) {
                data.writeInt(known.size() - 1);
                data.writeUTF(text);
            } else {
                data.writeInt(number);
            }
        }

        <T> void list(Iterable<T> items, Write<T> item) throws IOException {
            List<T> all = new ArrayList<>();
            items.forEach(all::add);
            data.writeInt(all.size());
            for (T one : all) {
                item.one(one);
            }
        }

        void texts(List<String> texts) throws IOException {
            list(texts, this::text);
        }
    }

    private static final class Reader {
        final DataInputStream data;
        private final List<String> known = new ArrayList<>();

        Reader(DataInputStream data) {
            this.data = data;
        }

        String text() throws IOException {
            int number = data.readInt();
            if (number == known.size()) {
                known.add(data.readUTF());
            }
            return known.get(number);
        }

        <T> List<T> list(Read<T> item) throws IOException {
            int size = data.readInt();
            List<T> items = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                items.add(item.one());
            }
            return items;
        }

        List<String> texts() throws IOException {
            return list(this::text);
        }
    }
}
