package dev.meshdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs/failure-modes are what the packs say; {@code -Dapprove=true} rewrites them. */
class ReferencePagesTest {

    private static final Path PAGES = Path.of("docs/failure-modes");

    @Test
    void thePagesAreThoseOfThePacks() throws IOException {
        Map<String, String> expected = RulesDocsCommand.pages(Path.of("rules"));
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(PAGES);
            for (Path old : published().keySet().stream().map(PAGES::resolve).toList()) {
                Files.delete(old);
            }
            for (Map.Entry<String, String> page : expected.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        Map<String, String> published = published();
        assertThat(published.keySet()).as("re-approve with -Dapprove=true").isEqualTo(expected.keySet());
        expected.forEach((name, text) -> assertThat(published.get(name))
                .as("%s, re-approve with -Dapprove=true", name)
                .isEqualTo(text));
    }

    private static Map<String, String> published() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (Files.isDirectory(PAGES)) {
            try (Stream<Path> files = Files.list(PAGES)) {
                for (Path file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }
}
