package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactBase;
import dev.meshdx.facts.Node;
import dev.meshdx.facts.Pod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactEditsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final FactBase BASE = new FactBase(
            List.of(
                    fact("{ Pod: { namespace: shop, name: cart-1, workload: cart } }"),
                    fact("{ Pod: { namespace: shop, name: cart-2, workload: cart } }"),
                    fact("{ Pod: { namespace: shop, name: web-1, workload: web } }")),
            NOW,
            "test",
            List.of(),
            List.of());

    private static Fact fact(String notation) {
        return new FactBuilder(NOW, "cluster").build(YamlNode.parse(notation, "case"));
    }

    private final FactEdits edits = new FactEdits(BASE);

    @Test
    void setsOneField() {
        edits.set("Pod[shop/web].phase=Running");
        assertThat(pod("web-1").phase()).isEqualTo("Running");
        assertThat(pod("cart-1").phase()).isEmpty();
        assertThat(edits.done()).containsExactly("Pod[shop/web] at case:1.phase: \"\" becomes \"Running\"");
    }

    @Test
    void choosesByWhatTellsFactsOfASubjectApart() {
        edits.set("Pod[cart-2].ready=true");
        edits.set("Pod[name=cart-1].labels.app.kubernetes.io/name=cart=x");
        assertThat(pod("cart-2").ready()).isTrue();
        assertThat(pod("cart-1").labels()).containsEntry("app.kubernetes.io/name", "cart=x");
    }

    @Test
    void aStarMeansSeveral() {
        edits.remove("Pod[name=cart-*]");
        assertThat(edits.edited().of(Pod.class)).extracting(Pod::name).containsExactly("web-1");
    }

    @Test
    void addsAFactToTheOnlyCluster() {
        edits.add("Node{name: n1, memoryPressure: true}");
        Node node = edits.edited().of(Node.class).get(0);
        assertThat(node.memoryPressure()).isTrue();
        assertThat(node.cluster()).isEqualTo("cluster");
        assertThat(node.origin().file()).isEqualTo("--add");
    }

    @Test
    void saysWhatIsWrongAndWhatToTry() {
        refuses(() -> edits.set("Pod[shop/web]"), "--set takes Type[subject].field=value");
        refuses(() -> edits.set("Nodee[n1].name=x"), "did you mean 'Node'");
        refuses(() -> edits.set("Pod[shop/web].phse=x"), "did you mean 'phase'");
        refuses(() -> edits.set("Pod[shop/wev].phase=x"), "did you mean 'shop/web'");
        refuses(() -> edits.set("Pod[shop/cart].phase=x"), "2 Pod facts");
        refuses(() -> edits.set("Pod[shop/web].ready=maybe"), "true or false");
        refuses(() -> edits.set("Pod[shop/web].createdAt=soon"), "a time such as");
        refuses(() -> edits.set("Pod[shop/web].phase.x=1"), "has no parts");
        refuses(() -> edits.remove("Node[n1]"), "the capture gives no Node");
        refuses(() -> edits.remove("Pod[nme=x]"), "did you mean 'name'");
        refuses(() -> edits.add("Node{nam: n1}"), "did you mean 'name'");
        refuses(() -> edits.add("Node{name: [}"), "while parsing");
        refuses(() -> edits.add("Certificate{notAfter: soon}"), "Certificate");
    }

    private static void refuses(Runnable edit, String message) {
        assertThatThrownBy(edit::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theCaptureItselfStaysAsItIs() {
        edits.remove("Pod[*]");
        assertThat(edits.edited().facts()).isEmpty();
        assertThat(BASE.facts()).hasSize(3).noneMatch(Coverage.class::isInstance);
    }

    private Pod pod(String name) {
        List<Fact> facts = edits.edited().facts();
        return facts.stream()
                .map(Pod.class::cast)
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
