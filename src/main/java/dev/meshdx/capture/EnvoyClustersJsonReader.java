package dev.meshdx.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.PoolLimits;
import java.io.IOException;

/** Envoy's /clusters?format=json. */
final class EnvoyClustersJsonReader implements FileReader {

    private static final PoolLimits NONE = new PoolLimits(-1, -1, -1, -1);

    @Override
    public String format() {
        return "envoy clusters (json)";
    }

    @Override
    public boolean recognises(Head head) {
        return head.keys().indexOf("cluster_statuses") == 0;
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        int[] count = new int[1];
        String problem = EnvoyJson.elements(file, "cluster_statuses", (index, cluster) -> {
            count[0]++;
            add(cluster, file.path(), "/cluster_statuses/" + index, evidence);
        });
        evidence.covers(file.path(), "clusters", count[0], problem.isEmpty());
        return problem;
    }

    /** Adds the hosts of one cluster status. */
    static void add(JsonNode cluster, String path, String pointer, Evidence evidence) {
        evidence.add(new EnvoyEvidence.Hosts(
                Origin.pointer(path, pointer),
                EnvoyJson.text(cluster, "name"),
                true,
                hosts(cluster).health(),
                HostTally.limits(EnvoyJson.field(cluster, "circuit_breakers"), NONE)));
    }

    private static HostTally hosts(JsonNode cluster) {
        HostTally hosts = new HostTally();
        for (JsonNode host : EnvoyJson.field(cluster, "host_statuses")) {
            hosts.addStatus(EnvoyJson.field(host, "health_status"));
            for (JsonNode statistic : host.path("stats")) {
                hosts.addStatistic(EnvoyJson.text(statistic, "name"), EnvoyJson.number(statistic, "value", 0));
            }
        }
        return hosts;
    }
}
