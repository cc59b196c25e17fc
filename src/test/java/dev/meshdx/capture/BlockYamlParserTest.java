package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockYamlParserTest {

    @Test
    void equalsTheGeneralReader() throws IOException {
        for (String yaml : List.of(
                "a: 1\nb: \"two\"\nc: 'it''s'\nd:\ne: null\nf: ~\ng: true\n",
                "list:\n- a\n- b: 1\n  c: 2\n-\n  - x\n  - y\n- - p\n  - q\nafter: 1\n",
                "list:\n  - a\n  -\n    b: 1\n  - {}\nempty: []\n",
                "text: |\n  one\n   two\n\n  three\nnext: x\n",
                "text: |-\n  one\n  two\nnext: x\n",
                "text: |+\n  one\n\nnext: x\n",
                "text: |2\n    indented\n  less\n",
                "long: one two\n  three four\n  five\nnext: x\n",
                "quoted: 'one\n  two\n\n  three'\nnext: x\n",
                "quoted: \"one \\\n  two\\n\\u00e9\\x41 \\\"q\\\"\n  three\"\nnext: x\n",
                "a: b # comment\n# whole line\nc: d#no comment\nurl: http://x:80/y\n",
                "'quoted key': 1\n\"other: key\": 2\nf:name/x.y: {}\n",
                "id: 0544422e54\nhash: 1707e56103\nversion: 1.10\nmode: 0644\n",
                "a:\n  b:\n    c:\n    - d:\n        e: 1\n      f: 2\n    - g\nh: i\n",
                "a: 1\r\nb:\r\n- c\r\n",
                "---\na: 1\n---\nb: 2\n...\n",
                "unicode: grüße 日本\nkey ü: 1\n",
                "- a: 1\n- b: 2\n",
                "time: 2026-11-23T18:35:09Z\ndash: - not\n".replace("- not", "-not"))) {
            assertThat(tokens(fast(yaml))).as(yaml).isEqualTo(tokens(general(yaml)));
        }
    }

    @Test
    void handsOverWhatItDoesNotKnow() {
        for (String yaml : List.of(
                "a: &x 1\nb: *x\n",
                "a: !!str 1\n",
                "a: {b: c}\n",
                "a: [1, 2]\n",
                "a: >\n  folded\n",
                "? complex\n: key\n",
                "%YAML 1.2\n---\na: 1\n",
                "a:\n\t- tab\n",
                "a: b: c\n",
                "a: 1\n  b: 2\n",
                "a: @x\n")) {
            assertThatThrownBy(() -> tokens(fast(yaml))).as(yaml).isInstanceOf(UnknownYamlException.class);
        }
    }

    @Test
    void skipsCollectionsByTheirIndentation() throws IOException {
        String yaml = "a:\n  b: |\n    x: y\n  c:\n  - d\n  - e: f\n\n# comment\ng:\n- h\n- i: j\nk: l\n";
        BlockYamlParser parser = fast(yaml);
        List<String> names = new ArrayList<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            names.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
        assertThat(names).containsExactly("a", "g", "k");
        assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
    }

    @Test
    void reportsACutText() {
        assertThatThrownBy(() -> tokens(fast("a: 'never closed\n  and on\n"))).isInstanceOf(IOException.class);
    }

    private static BlockYamlParser fast(String yaml) {
        return new BlockYamlParser(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static SnakeYamlParser general(String yaml) {
        return new SnakeYamlParser(new StringReader(yaml));
    }

    private static List<String> tokens(JsonParser parser) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            boolean text = token == JsonToken.FIELD_NAME || token.isScalarValue() && token != JsonToken.VALUE_NULL;
            tokens.add(token + (text ? " " + parser.getText() : ""));
        }
        return tokens;
    }
}
