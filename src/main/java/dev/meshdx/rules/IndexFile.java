package dev.meshdx.rules;

import dev.meshdx.facts.Signature;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of the bundled packs as a resource of the jar, written by the build. It is read at every start, mostly by the
 * interpreter of the Java machine, so it is made of two-byte numbers only: first the texts, each once, then everything else
 * with texts as numbers. Plain loops read it; a lambda per item would double the time.
 */
final class IndexFile {

    /** Numbers have two bytes. */
    private static final int MAX_NUMBER = 0xFFFF;

    private IndexFile() {}

    static void write(RuleIndex index, OutputStream stream) throws IOException {
        Writer out = new Writer();
        out.number(index.packs().size());
        for (RuleIndex.Pack pack : index.packs()) {
            out.text(pack.name());
            out.text(pack.version());
            out.text(pack.sha256());
        }
        out.number(index.modes().size());
        for (FailureMode mode : index.modes().values()) {
            write(mode, out);
        }
        out.number(index.units().size());
        for (RuleIndex.UnitIndex unit : index.units().values()) {
            write(unit, out);
        }
        out.number(index.signatures().size());
        for (Signature signature : index.signatures()) {
            out.text(signature.id());
            out.texts(signature.sources());
            out.text(signature.contains());
            out.text(signature.regex());
            out.text(signature.clearedBy());
        }
        out.finish(stream);
    }

    static RuleIndex read(InputStream stream) throws IOException {
        Reader in = new Reader(stream.readAllBytes());
        int size = in.number();
        List<RuleIndex.Pack> packs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            packs.add(new RuleIndex.Pack(in.text(), in.text(), in.text()));
        }
        size = in.number();
        Map<String, FailureMode> modes = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            FailureMode mode = mode(in);
            modes.put(mode.id(), mode);
        }
        size = in.number();
        Map<String, RuleIndex.UnitIndex> units = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
            RuleIndex.UnitIndex unit = unit(in);
            units.put(unit.id(), unit);
        }
        size = in.number();
        List<Signature> signatures = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            signatures.add(new Signature(in.text(), in.texts(), in.text(), in.text(), in.text()));
        }
        return new RuleIndex(packs, modes, units, signatures);
    }

    private static void write(FailureMode mode, Writer out) {
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
        out.number(mode.blocksRestart() ? 1 : 0);
        out.number(mode.evidence().size());
        for (EvidenceRule rule : mode.evidence()) {
            out.text(rule.rule());
            out.text(rule.weight().word());
            out.text(rule.group());
            out.number(rule.needs().size());
            rule.needs().forEach(out::texts);
            out.texts(rule.guards());
        }
    }

    private static FailureMode mode(Reader in) {
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
                in.number() == 1,
                evidence(in));
    }

    private static List<EvidenceRule> evidence(Reader in) {
        int size = in.number();
        List<EvidenceRule> rules = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String rule = in.text();
            Weight weight = Weight.of(in.text()).orElseThrow();
            String group = in.text();
            int alternatives = in.number();
            List<List<String>> needs = new ArrayList<>(alternatives);
            for (int j = 0; j < alternatives; j++) {
                needs.add(in.texts());
            }
            rules.add(new EvidenceRule(rule, weight, group, needs, in.texts()));
        }
        return rules;
    }

    private static void write(RuleIndex.UnitIndex unit, Writer out) {
        out.text(unit.id());
        out.texts(unit.models());
        out.number(unit.rules().size());
        for (RuleIndex.Need need : unit.rules()) {
            out.texts(need.reads());
            out.number(need.literals().size());
            for (DrlFile.Literal literal : need.literals()) {
                out.number(literal.pattern());
                out.text(literal.type());
                out.text(literal.field());
                out.text(literal.operator());
                out.texts(literal.values());
            }
        }
        out.texts(unit.stats());
        out.texts(unit.metrics());
        out.number(unit.parameters().size());
        unit.parameters().forEach((name, value) -> {
            out.text(name);
            out.text(value.toString());
        });
    }

    private static RuleIndex.UnitIndex unit(Reader in) {
        String id = in.text();
        List<String> models = in.texts();
        int rules = in.number();
        List<RuleIndex.Need> needs = new ArrayList<>(rules);
        for (int i = 0; i < rules; i++) {
            List<String> reads = in.texts();
            int size = in.number();
            List<DrlFile.Literal> literals = new ArrayList<>(size);
            for (int j = 0; j < size; j++) {
                literals.add(new DrlFile.Literal(in.number(), in.text(), in.text(), in.text(), in.texts()));
            }
            needs.add(new RuleIndex.Need(reads, literals));
        }
        return new RuleIndex.UnitIndex(id, models, needs, in.texts(), in.texts(), parameters(in));
    }

    private static Map<String, Double> parameters(Reader in) {
        int size = in.number();
        if (size == 0) {
            return Map.of();
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            parameters.put(in.text(), Double.valueOf(in.text()));
        }
        return parameters;
    }

    private static final class Writer {
        private final Map<String, Integer> known = new LinkedHashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        void number(int number) {
            if (number < 0 || number > MAX_NUMBER) {
                throw new IllegalStateException("the index of the packs holds numbers up to " + MAX_NUMBER + ", not "
                        + number + "; give the numbers of its format more bytes");
            }
            body.write(number >> 8);
            body.write(number);
        }

        void text(String text) {
            Integer place = known.putIfAbsent(text, known.size());
            number(place == null ? known.size() - 1 : place);
        }

        void texts(Collection<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
        }

        void finish(OutputStream stream) throws IOException {
            Writer head = new Writer();
            ByteArrayOutputStream characters = new ByteArrayOutputStream();
            head.number(known.size());
            for (String text : known.keySet()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                head.number(bytes.length);
                characters.write(bytes);
            }
            DataOutputStream out = new DataOutputStream(stream);
            out.write(head.body.toByteArray());
            out.write(characters.toByteArray());
            out.write(body.toByteArray());
            out.flush();
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private final String[] texts;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
            this.texts = new String[number()];
            int characters = at + 2 * texts.length;
            for (int i = 0; i < texts.length; i++) {
                int length = number();
                texts[i] = new String(bytes, characters, length, StandardCharsets.UTF_8);
                characters += length;
            }
            at = characters;
        }

        int number() {
            int number = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
            at += 2;
            return number;
        }

        String text() {
            return texts[number()];
        }

        List<String> texts() {
            int size = number();
            if (size == 0) {
                return List.of();
            }
            if (size == 1) {
                return List.of(text());
            }
            String[] items = new String[size];
            for (int i = 0; i < size; i++) {
                items[i] = text();
            }
            return List.of(items);
        }
    }
}
