package dev.meshdx.capture;

import java.util.List;

/** Every reader, the most particular first: the first one that recognises a file reads it. */
final class Readers {

    static final List<FileReader> ALL = List.of(
            new ManifestReader(),
            new EnvoyStatsReader(),
            new EnvoyPrometheusReader(),
            new EnvoyMemoryReader(),
            new EnvoyCertsReader(),
            new EnvoyClustersReader(),
            new EnvoyClustersJsonReader(),
            new EnvoyConfigDumpReader(),
            new EnvoyServerInfoReader(),
            new ReadinessReader(),
            new EnvoyOtherReader(),
            new ProxyConfigJsonReader(),
            new SecretTableReader(),
            new EndpointTableReader(),
            new IstiodSynczReader(),
            new IstiodDebugReader(),
            new ProxyStatusTableReader(),
            new ProxyStatusJsonReader(),
            new AnalyzeReader(),
            new PemReader(),
            new LinkerdCheckJsonReader(),
            new LinkerdCheckTableReader(),
            new CheckReportReader(),
            new TroubleshootReader(),
            new QueryRangeReader(),
            new MetricsReader(),
            new ZtunnelConfigReader(),
            new ClusterInfoStreamReader(),
            new KubernetesReader(),
            new MeshConfigReader(),
            new TableReader(),
            new DescribeReader(),
            new TimestampReader(),
            new UnusedReader(),
            new LogReader());

    private Readers() {}
}
