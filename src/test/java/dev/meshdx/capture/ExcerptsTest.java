package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcerptsTest {

    @TempDir
    Path folder;

    @Test
    void quotesTheLinesAroundAPlace() throws IOException {
        assertThat(quote("one\ntwo\nthree\nfour\n", Origin.line("file", 2)))
                .isEqualTo(new Excerpt(Origin.line("file", 2), 1, List.of("one", "two", "three", "four")));
    }

    @Test
    void quotesTheBeginningOfAJsonValue() throws IOException {
        Excerpt excerpt = quote("{\"items\":[{\"a\":1},\n{\"b\":{\"c\":2}}]}", Origin.pointer("file", "/items/1"));
        assertThat(excerpt.first()).isEqualTo(2);
        assertThat(String.join("", excerpt.lines())).contains("\"c\" : 2").doesNotContain("\"a\"");
    }

    @Test
    void showsNoSecret() throws IOException {
        for (String line : List.of(
                "password: hunter2",
                "  DB_PASSWORD=hunter2",
                "\"apiKey\": \"hunter2\"",
                "Authorization: Bearer hunter2",
                "url: postgres://app:hunter2@db:5432/x",
                "- name: API_TOKEN\n  value: hunter2",
                "data:\n  anything: hunter2",
                "stringData:\n  a: b\n  anything: hunter2",
                "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----")) {
            Excerpt excerpt = quote("kind: Secret\n" + line + "\n", Origin.line("file", 2));
            assertThat(excerpt.lines()).as(line).noneMatch(shown -> shown.contains("hunter2"));
            assertThat(String.join("", excerpt.lines())).contains("[redacted]");
        }
        Excerpt json = quote("{\"data\":{\"anything\":\"hunter2\"}}", Origin.pointer("file", "/data"));
        assertThat(json.lines()).noneMatch(shown -> shown.contains("hunter2"));
    }

    private Excerpt quote(String text, Origin place) throws IOException {
        Files.writeString(folder.resolve("file"), text);
        return Captures.excerpts(List.of(folder.toString()), Set.of(place), message -> {})
                .get(0);
    }
}
