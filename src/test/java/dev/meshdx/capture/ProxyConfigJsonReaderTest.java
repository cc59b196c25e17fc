package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.ProxyConfigSize;
import dev.meshdx.facts.ProxyRoute;
import dev.meshdx.facts.UpstreamCluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** istioctl proxy-config, and the pages that are recognised without being needed. */
class ProxyConfigJsonReaderTest {

    private static final String WEB = "shop/web-7c9d8b5f6c-abcde/x";

    @Test
    void readsClustersWithoutTakingTotals() {
        Reading reading = Reading.of().read(new ProxyConfigJsonReader(), WEB, """
                [{"name": "outbound|80||cart.shop.svc.cluster.local", "type": "EDS", "connectTimeout": "10s"}]
                """);

        assertThat(reading.facts(new EnvoyCombiner(), UpstreamCluster.class))
                .singleElement()
                .satisfies(cart -> {
                    assertThat(cart.type()).isEqualTo("EDS");
                    assertThat(cart.workload()).isEqualTo("web");
                });
        assertThat(reading.facts(new EnvoyCombiner(), ProxyConfigSize.class)).isEmpty();
        assertThat(reading.covered("config-dump", WEB)).containsExactly(1, 0);
    }

    @Test
    void routesOfAPartMissNothing() {
        assertThat(Reading.of()
                        .read(new ProxyConfigJsonReader(), WEB, """
                                [{"name": "80", "virtualHosts": [{"name": "v", "domains": ["*"],
                                  "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "gone"}}]}]}]
                                """)
                        .facts(new EnvoyCombiner(), ProxyRoute.class))
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.clusters()).containsExactly("gone");
                    assertThat(route.missingClusters()).isEmpty();
                });
    }

    @Test
    void recognisesPagesWithoutFacts() throws IOException {
        for (String page : List.of(
                "virtualInbound::0.0.0.0:15006\n10.0.0.1_80::10.0.0.1:80\n",
                "{\"listener_statuses\": [{\"name\": \"a\"}]}",
                "active loggers:\n  admin: warning\n")) {
            Reading reading = Reading.of().read(new EnvoyOtherReader(), "page", page);
            assertThat(reading.evidence().coverage()).isEmpty();
        }
        assertThat(new EnvoyOtherReader().recognises(Reading.head(""))).isFalse();
    }
}
