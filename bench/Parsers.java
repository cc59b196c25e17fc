package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Megabytes a second, one thread: the block YAML reader, SnakeYAML's events, JSON tokens and JSON objects. Arguments: pods.json pods.yaml rounds. */
public final class Parsers {

    private Parsers() {}

    public static void main(String[] arguments) throws IOException {
        Path json = Path.of(arguments[0]);
        Path yaml = Path.of(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        double block = rate("block YAML", yaml, rounds, () -> blockYaml(yaml));
        double snake = rate("SnakeYAML", yaml, Math.max(1, rounds / 3), () -> snakeYaml(yaml));
        rate("JSON tokens", json, rounds, () -> tokens(json));
        rate("JSON objects", json, rounds, () -> objects(json));
        System.out.printf("block YAML is %.1f times as fast as SnakeYAML%n", block / snake);
    }

    /** The median, the first third of the rounds left out. */
    private static double rate(String name, Path file, int rounds, Work work) throws IOException {
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            work.run();
            seconds[i] = (System.nanoTime() - begin) / 1e9;
        }
        double[] warm = Arrays.copyOfRange(seconds, rounds / 3, rounds);
        Arrays.sort(warm);
        double rate = Files.size(file) / 1e6 / warm[warm.length / 2];
        System.out.printf("%-13s %7.0f MB/s%n", name, rate);
        return rate;
    }

    private static void blockYaml(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser parser = new BlockYamlParser(in)) {
            drain(parser);
        }
    }

    private static void snakeYaml(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            new Yaml(options).parse(in).forEach(event -> {});
        }
    }

    private static void tokens(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            drain(parser);
        }
    }

    private static void objects(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = KubernetesReader.JSON.createParser(in)) {
            new ObjectStream(parser, file.toString()).readAll();
        }
    }

    private static void drain(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            parser.currentName();
        }
    }

    /** Reads a file once. */
    private interface Work {
        void run() throws IOException;
    }
}
