package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.ProxyImageDrift;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Versions of running sidecars beside the version that the injector of their revision gives now. */
final class ProxyImageFacts {

    private static final String INJECTOR = "istio-sidecar-injector";
    private static final String OWN_IMAGE = "sidecar.istio.io/proxyImage";
    private static final String PROXY = "istio-proxy";

    private ProxyImageFacts() {}

    static void add(String cluster, KubeIndex index, Consumer<? super ProxyImageDrift> facts) {
        Map<String, String> injected = new HashMap<>();
        for (KubeObject map : index.of(cluster, "ConfigMap")) {
            if (map.name().equals(INJECTOR) || map.name().startsWith(INJECTOR + "-")) {
                String revision = map.name().substring(Math.min(map.name().length(), INJECTOR.length() + 1));
                version(map).ifPresent(version -> injected.put(revision, version));
            }
        }
        Map<String, ProxyImageDrift> drifts = new TreeMap<>();
        for (KubeObject pod : injected.isEmpty() ? List.<KubeObject>of() : index.of(cluster, "Pod")) {
            String running = MeshInstalls.tag(image(pod));
            Optional<String> revision =
                    index.find(cluster, "Namespace", "", pod.namespace()).flatMap(ProxyImageFacts::revision);
            String wanted =
                    revision.map(name -> injected.getOrDefault(name, "")).orElse("");
            if (!wanted.isEmpty()
                    && !running.isEmpty()
                    && !running.equals(wanted)
                    && !pod.annotations().has(OWN_IMAGE)) {
                drifts.merge(
                        pod.namespace(),
                        new ProxyImageDrift(
                                cluster,
                                pod.namespace(),
                                revision.orElse(""),
                                wanted,
                                running,
                                pod.name(),
                                1,
                                pod.origin()),
                        ProxyImageFacts::counted);
            }
        }
        drifts.values().forEach(facts);
    }

    private static ProxyImageDrift counted(ProxyImageDrift first, ProxyImageDrift next) {
        return new ProxyImageDrift(
                first.cluster(),
                first.namespace(),
                first.revision(),
                first.injected(),
                first.running(),
                first.pod(),
                first.pods() + next.pods(),
                first.origin());
    }

    /** The revision whose injector sees the namespace; empty for a namespace without injection. */
    private static Optional<String> revision(KubeObject namespace) {
        String injection = namespace.labels().text("istio-injection");
        if (injection.equals("enabled")) {
            return Optional.of("");
        }
        String revision = namespace.labels().text("istio.io/rev");
        return injection.isEmpty() && !revision.isEmpty()
                ? Optional.of(revision.equals("default") ? "" : revision)
                : Optional.empty();
    }

    private static String image(KubeObject pod) {
        for (String list : new String[] {"containers", "initContainers"}) {
            for (Tree container : pod.spec().items(list)) {
                if (container.text("name").equals(PROXY)) {
                    return container.text("image");
                }
            }
        }
        return "";
    }

    private static Optional<String> version(KubeObject injector) {
        try {
            JsonNode global = JsonBinding.MAPPER
                    .readTree(injector.body().text("data", "values"))
                    .path("global");
            String absolute =
                    MeshInstalls.tag(global.path("proxy").path("image").asText(""));
            String version = absolute.isEmpty()
                    ? MeshInstalls.tag("x:" + global.path("tag").asText(""))
                    : absolute;
            return version.isEmpty() ? Optional.empty() : Optional.of(version);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
