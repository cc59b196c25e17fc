import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Reads all tokens of the JSON and YAML files of a folder and all lines of the others, and does nothing with them. */
public class PureParse {
    public static void main(String[] arguments) throws IOException {
        long tokens = 0;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tokens += parse(file);
            }
        }
        System.out.println(tokens);
    }

    private static long parse(Path file) throws IOException {
        long tokens = 0;
        if (file.toString().endsWith(".json")) {
            try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
                while (parser.nextToken() != null) {
                    tokens++;
                }
            }
            return tokens;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            if (file.toString().endsWith(".yaml")) {
                LoaderOptions options = new LoaderOptions();
                options.setCodePointLimit(Integer.MAX_VALUE);
                for (Object event : new Yaml(options).parse(reader)) {
                    tokens += event == null ? 0 : 1;
                }
                return tokens;
            }
            while (reader.readLine() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
