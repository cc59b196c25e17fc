package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesReaderTest {

    private static final String BODY =
            "\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[{\"name\":\"app\"}]}";

    @Test
    void readsAllShapesOfLists() throws IOException {
        for (String shape : List.of(
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"," + BODY + "}",
                "{\"apiVersion\":\"v1\",\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Pod\"," + BODY
                        + "}],\"kind\":\"List\"}",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{" + BODY + "}]}",
                "{\"items\":[{" + BODY + "}]}",
                "{\"metadata\":{},\"Items\":[{" + BODY + "}]}",
                "[{" + BODY + "}]",
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"," + BODY
                        + "}\n{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n\"}}")) {
            Evidence evidence = read("some.json", shape);
            assertThat(evidence.all(KubeObject.class).get(0).kind()).as(shape).isEqualTo("Pod");
            assertThat(evidence.all(KubeObject.class).get(0).name()).isEqualTo("web");
        }
    }

    @Test
    void tellsTheKindOfItemsByTheKindOfTheirListEvenWhenItStandsLast() throws IOException {
        Evidence evidence = read(
                "some.json",
                "{\"apiVersion\":\"a/v1\",\"items\":[{\"metadata\":{\"name\":\"x\"}}],\"kind\":\"WidgetList\"}");
        assertThat(evidence.all(KubeObject.class)).extracting(KubeObject::kind).containsExactly("Widget");
    }

    @Test
    void keepsAnEmptyListAsAnAnswer() throws IOException {
        for (String items : List.of("null", "[]")) {
            Evidence evidence =
                    read("some.json", "{\"kind\":\"NetworkPolicyList\",\"apiVersion\":\"v1\",\"items\":" + items + "}");
            assertThat(evidence.all(ObjectList.class))
                    .extracting(ObjectList::kind)
                    .containsExactly("NetworkPolicy");
        }
    }

    @Test
    void neverKeepsPrivateData() throws IOException {
        Evidence evidence = read(
                "secret.json",
                "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"},\"type\":\"kubernetes.io/tls\","
                        + "\"data\":{\"tls.crt\":\"QQ==\",\"tls.key\":\"QQ==\"},\"stringData\":{\"password\":\"x\"}}");
        Tree body = evidence.all(KubeObject.class).get(0).body();
        assertThat(body.at("data").names()).containsExactly("tls.crt");
        assertThat(body.at("stringData").exists()).isFalse();
    }

    @Test
    void readsManyYamlDocumentsWithListsAndFlow() throws IOException {
        Evidence evidence = read(
                "all.yaml",
                "---\nkind: Node\napiVersion: v1\nmetadata: {name: n, labels: {a: b}}\n---\n"
                        + "apiVersion: v1\nkind: List\nitems:\n- kind: Namespace\n  apiVersion: v1\n  metadata:\n    name: shop\n");
        assertThat(evidence.all(KubeObject.class)).extracting(KubeObject::name).containsExactly("n", "shop");
    }

    @Test
    void leavesOtherFormatsAlone() {
        KubernetesReader reader = new KubernetesReader();
        for (String text : List.of(
                "{\"configs\":[]}",
                "[]",
                "server.live: 1\n",
                "kind of log line: here\nitems: 3 of 4\n",
                "2026-11-23T18:35:09Z info started\n")) {
            assertThat(reader.recognises(new Head("x", text))).as(text).isFalse();
        }
    }

    private static Evidence read(String path, String text) throws IOException {
        Evidence evidence = new Evidence(Selection.NONE);
        Head head = new Head(path, text);
        assertThat(new KubernetesReader().recognises(head)).as(text).isTrue();
        assertThat(new KubernetesReader().read(new TextFile(path, head, text), evidence))
                .isEmpty();
        return evidence;
    }

    /** A file in memory. */
    private record TextFile(String path, Head head, String text) implements CaptureFile {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
