package dev.meshdx.capture;

import dev.meshdx.facts.MeshConfig;
import dev.meshdx.facts.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The mesh configuration of istiod as a fact: ConfigMap istio or istio-REVISION, key mesh. */
final class MeshConfigFacts {

    /** Fields of istio.mesh.v1alpha1.MeshConfig (istio/api, mesh/v1alpha1/config.proto), removed ones included. */
    private static final Set<String> FIELDS = Set.of(
            ("proxyListenPort proxyInboundListenPort proxyHttpPort connectTimeout protocolDetectionTimeout tcpKeepalive"
                            + " ingressClass ingressService ingressControllerMode ingressSelector enableTracing"
                            + " accessLogFile accessLogFormat accessLogEncoding enableEnvoyAccessLogService"
                            + " disableEnvoyListenerLog defaultConfig outboundTrafficPolicy inboundTrafficPolicy"
                            + " configSources enableAutoMtls trustDomain trustDomainAliases caCertificates"
                            + " defaultServiceExportTo defaultVirtualServiceExportTo defaultDestinationRuleExportTo"
                            + " rootNamespace localityLbSetting dnsRefreshRate h2UpgradePolicy inboundClusterStatName"
                            + " outboundClusterStatName certificates thriftConfig serviceSettings"
                            + " enablePrometheusMerge verifyCertificateAtClient ca extensionProviders defaultProviders"
                            + " discoverySelectors pathNormalization defaultHttpRetryPolicy meshMTLS tlsDefaults"
                            + " compliancePolicy serviceScopeConfigs hboneIdleTimeout mixerCheckServer"
                            + " mixerReportServer disablePolicyChecks disableMixerHttpReports policyCheckFailOpen"
                            + " sidecarToTelemetrySessionAffinity authPolicy rdsRefreshDelay mixerAddress"
                            + " enableClientSidePolicyCheck sdsUdsPath sdsRefreshDelay enableSdsTokenMount"
                            + " sdsUseK8sSaJwt terminationDrainDuration disableReportBatch reportBatchMaxEntries"
                            + " reportBatchMaxTime")
                    .split(" "));

    private MeshConfigFacts() {}

    /** Whether MeshConfig has a top-level field of that name. */
    static boolean isField(String key) {
        return FIELDS.contains(camel(key));
    }

    /** A configuration in its ConfigMap counts; a file of its own only where the ConfigMap was not captured. */
    static void add(String cluster, KubeIndex index, List<MeshConfigText> files, Consumer<? super MeshConfig> facts) {
        List<MeshConfig> found = new ArrayList<>();
        ofConfigMaps(cluster, index, found::add);
        if (found.isEmpty()) {
            files.stream()
                    .filter(file -> index.clusters().of(file.path()).equals(cluster))
                    .findFirst()
                    .ifPresent(file -> found.add(
                            fact(cluster, "istio-system", "istio", file.text(), Origin.line(file.path(), 1))));
        }
        found.forEach(facts);
    }

    private static void ofConfigMaps(String cluster, KubeIndex index, Consumer<? super MeshConfig> facts) {
        for (KubeObject map : index.of(cluster, "ConfigMap")) {
            boolean named = map.name().equals("istio") || map.name().startsWith("istio-");
            String text = map.body().text("data", "mesh");
            if (named && map.body().at("data").has("mesh")) {
                facts.accept(fact(cluster, map.namespace(), map.name(), text, map.origin()));
            }
        }
    }

    private static MeshConfig fact(String cluster, String namespace, String name, String text, Origin origin) {
        Map<?, ?> values = Map.of();
        String error = "";
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(CaptureLimits.YAML_ALIASES);
            Object loaded = new Yaml(new SafeConstructor(options)).load(text);
            if (loaded instanceof Map<?, ?> read) {
                values = read;
            } else if (loaded != null) {
                error = "not a map of settings";
            }
        } catch (YAMLException e) {
            error = SnakeYamlParser.problem(e);
        }
        List<String> unknown = values.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !isField(key))
                .sorted()
                .toList();
        Object outbound = values.get("outboundTrafficPolicy");
        return new MeshConfig(
                cluster,
                namespace,
                name,
                outbound instanceof Map<?, ?> policy ? text(policy.get("mode")) : "",
                text(values.get("accessLogFile")),
                text(values.get("trustDomain")),
                unknown,
                error,
                origin);
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    /** The protobuf reader of istiod takes snake_case, too. */
    private static String camel(String key) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            boolean joint = key.charAt(i) == '_' && i + 1 < key.length();
            camel.append(joint ? Character.toUpperCase(key.charAt(++i)) : key.charAt(i));
        }
        return camel.toString();
    }
}
