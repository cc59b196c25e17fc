package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.PolicyBlock;
import dev.meshdx.facts.Selection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyBlocksTest {

    private static final String NAMESPACES = namespace("shop") + namespace("istio-system") + namespace("kube-system");
    private static final String PODS = pod("shop", "web", "istio-proxy", 8080, "10.0.0.1")
            + pod("shop", "api", "istio-proxy", 9000, "10.0.0.2")
            + pod("istio-system", "istiod", "discovery", 15012, "10.0.1.1")
            + pod("kube-system", "coredns", "coredns", 53, "10.0.2.1");

    @Test
    void staysQuietWithoutPolicies() {
        assertThat(blocks("")).isEmpty();
    }

    @Test
    void defaultDenyOfEgressClosesEveryPath() {
        assertThat(blocks(policy("shop", "deny", "podSelector: {}\n  policyTypes: [Egress]")))
                .contains("egress web xds 15012", "egress web dns 53", "egress web traffic 0", "egress web all 0")
                .noneMatch(block -> block.startsWith("ingress"));
    }

    @Test
    void policiesAddUp() {
        String deny = policy("shop", "deny", "podSelector: {}\n  policyTypes: [Egress]");
        String allow = policy(
                "shop",
                "allow",
                "podSelector: {}\n  policyTypes: [Egress]\n  egress:\n  - to:\n    - namespaceSelector: {}\n"
                        + "    ports:\n    - port: 15012\n    - {port: 53, protocol: UDP}\n    - port: 8080\n      endPort: 9000");
        assertThat(blocks(deny + allow)).isEmpty();
    }

    @Test
    void ingressOfTheServerCountsToo() {
        String deny = policy("istio-system", "deny", "podSelector: {}\n  policyTypes: [Ingress]");
        assertThat(blocks(deny)).contains("ingress istiod xds 15012", "ingress istiod webhook 15017");
    }

    @Test
    void namespaceAndPodSelectorOfOnePeerMustBothHold() {
        String only = policy(
                "istio-system",
                "only-api",
                "podSelector: {}\n  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n"
                        + "          kubernetes.io/metadata.name: shop\n      podSelector:\n        matchExpressions:\n"
                        + "        - {key: app, operator: In, values: [api]}");
        assertThat(blockedPeers(only, "xds")).containsExactly("shop/web");
    }

    @Test
    void addressBlocksHaveHoles() {
        String block = policy(
                "istio-system",
                "block",
                "podSelector: {}\n  ingress:\n  - from:\n    - ipBlock:\n        cidr: 10.0.0.0/24\n        except:\n        - 10.0.0.2/32");
        assertThat(blockedPeers(block, "xds")).containsExactly("shop/api");
        assertThat(blocks(block)).noneMatch(line -> line.contains("webhook"));
    }

    @Test
    void namedPortsAreTheServersOwn() {
        String named = policy("shop", "named", "podSelector: {}\n  ingress:\n  - ports:\n    - port: main");
        assertThat(blocks(named)).isEmpty();
        String other = policy("shop", "named", "podSelector: {}\n  ingress:\n  - ports:\n    - port: other");
        assertThat(blocks(other)).contains("ingress web traffic 8080", "ingress api traffic 9000");
    }

    @Test
    void anEgressSectionWithoutTypesRestrictsEgress() {
        String implied = policy(
                "shop",
                "implied",
                "podSelector:\n    matchLabels:\n      app: web\n  egress:\n  - to:\n    - podSelector: {}");
        assertThat(blocks(implied)).contains("egress web xds 15012").noneMatch(line -> line.contains(" api xds"));
    }

    private static List<String> blocks(String policies) {
        return facts(policies).stream()
                .map(block -> block.direction() + " " + block.workload() + " " + block.path() + " " + block.port())
                .toList();
    }

    private static List<String> blockedPeers(String policies, String path) {
        return facts(policies).stream()
                .filter(block -> block.path().equals(path))
                .map(PolicyBlock::peer)
                .toList();
    }

    private static List<PolicyBlock> facts(String policies) {
        ByteArrayInputStream input =
                new ByteArrayInputStream((NAMESPACES + PODS + policies).getBytes(StandardCharsets.UTF_8));
        return Captures.open(List.of("-"), Selection.NONE, message -> {}, input).of(PolicyBlock.class);
    }

    private static String namespace(String name) {
        return "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + name + "\n";
    }

    private static String pod(String namespace, String app, String container, int port, String ip) {
        return "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: " + app + "-x\n  namespace: " + namespace
                + "\n  labels:\n    app: " + app + "\n  ownerReferences:\n  - kind: StatefulSet\n    name: " + app
                + "\n    controller: true\nspec:\n  containers:\n  - name: main\n    ports:\n    - containerPort: "
                + port
                + "\n      name: main\n  - name: " + container + "\nstatus:\n  phase: Running\n  podIP: " + ip + "\n";
    }

    private static String policy(String namespace, String name, String spec) {
        return "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: " + name
                + "\n  namespace: " + namespace + "\nspec:\n  " + spec + "\n";
    }
}
