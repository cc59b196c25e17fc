package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshdx.facts.Resource;
import dev.meshdx.facts.Selection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceFactsTest {

    @Test
    void showsAddressAndNetworkOfServicesThatAreReachedFromOutside() {
        List<Resource> services = resources("""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"istio-eastwestgateway","namespace":"istio-system",
                 "labels":{"istio":"eastwestgateway","topology.istio.io/network":"west"}},
                 "spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}
                """, """
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"web","namespace":"shop"},"spec":{"clusterIP":"10.0.0.2"}}
                """);
        assertThat(services).extracting(Resource::name).containsExactly("istio-eastwestgateway");
        assertThat(services.get(0).fields())
                .containsEntry("metadata.labels.topology.istio.io/network", "west")
                .containsEntry("spec.type", "LoadBalancer")
                .containsEntry("status.loadBalancer.ingress.0.ip", "1.2.3.4");
    }

    @Test
    void showsOnlyTheMetadataOfRemoteSecrets() {
        List<Resource> secrets = resources("""
                {"kind":"Secret","apiVersion":"v1","metadata":{"name":"istio-remote-secret-west","namespace":"istio-system",
                 "labels":{"istio/multiCluster":"true"},"annotations":{"networking.istio.io/cluster":"west"}},
                 "data":{"west":"QQ==","cert":"QQ=="}}
                """, """
                {"kind":"Secret","apiVersion":"v1","metadata":{"name":"other","namespace":"shop"},"data":{"cert":"QQ=="}}
                """);
        assertThat(secrets).extracting(Resource::name).containsExactly("istio-remote-secret-west");
        assertThat(secrets.get(0).fields())
                .containsOnlyKeys(
                        "metadata.annotations.networking.istio.io/cluster", "metadata.labels.istio/multiCluster");
    }

    @Test
    void showsAutoscalersAndOrdersOfCertificates() {
        assertThat(resources("""
                {"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"gateway","namespace":"edge"},
                 "spec":{"maxReplicas":5,"scaleTargetRef":{"kind":"Deployment","name":"gateway"}}}
                """, """
                {"kind":"Certificate","apiVersion":"cert-manager.io/v1","metadata":{"name":"shop","namespace":"edge"},
                 "spec":{"secretName":"shop-tls"}}
                """))
                .extracting(Resource::kind, Resource::name)
                .containsExactlyInAnyOrder(tuple("HorizontalPodAutoscaler", "gateway"), tuple("Certificate", "shop"));
    }

    private static List<Resource> resources(String... objects) {
        byte[] list = ("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + String.join(",", objects) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        return Captures.open(List.of("-"), Selection.NONE, message -> {}, new ByteArrayInputStream(list))
                .of(Resource.class);
    }
}
