package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Copies a file of a capture with pseudonyms: JSON token by token, so that no word of its format is touched, and any other text line by line. */
final class PseudonymousCopy {

    private static final JsonFactory JSON = new JsonFactory();

    /** Names of fields; what else is a key (labels, annotations, parts of ConfigMaps) has dots, slashes or hyphens. */
    private static final Pattern FIELD = Pattern.compile("@?[A-Za-z0-9_]*");

    private final Renaming renaming;
    private final CertificateNames certificates;

    PseudonymousCopy(Renaming renaming, Redactions redactions) {
        this.renaming = renaming;
        this.certificates = new CertificateNames(renaming, redactions);
    }

    /** The path of the copy. */
    String path(String path) {
        return renaming.text(path);
    }

    /** Copies one file. */
    void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (OutputStream out = new BufferedOutputStream(Staging.toDisk(to, Files.newOutputStream(to)))) {
            if (from.toString().endsWith(".json")) {
                json(from, out);
            } else {
                lines(from, out);
            }
        }
    }

    private void json(Path from, OutputStream out) throws IOException {
        try (JsonParser parser = JSON.createParser(Files.newInputStream(from));
                JsonGenerator to = JSON.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> to.writeFieldName(key(parser.currentName()));
                    case VALUE_STRING -> to.writeString(value(parser.getText()));
                    default -> to.copyCurrentEvent(parser);
                }
            }
            to.writeRaw('\n');
        }
    }

    private String key(String name) {
        return FIELD.matcher(name).matches() ? name : renaming.text(name);
    }

    private String value(String text) {
        return renaming.text(certificates.without(text));
    }

    /** A last line without an end keeps lacking it: that is how a cut file is known. */
    private void lines(Path from, OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        boolean any = false;
        try (BufferedReader lines = Files.newBufferedReader(from, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.write(any ? "\n" : "");
                to.write(renaming.text(certificates.without(line)));
                any = true;
            }
        }
        to.write(any && endsLine(from) ? "\n" : "");
        to.flush();
    }

    private static boolean endsLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - 1));
            return bytes.read() == '\n';
        }
    }
}
