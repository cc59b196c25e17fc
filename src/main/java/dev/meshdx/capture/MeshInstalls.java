package dev.meshdx.capture;

import dev.meshdx.facts.MeshConfig;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Meshes of a cluster by their control planes, else by their proxies, else by their webhooks. */
final class MeshInstalls {

    private final String cluster;
    private final KubeIndex index;
    private final CaptureInventory inventory;
    private final Map<String, KubeObject> objects = new HashMap<>();
    private final String trustDomain;

    MeshInstalls(String cluster, KubeIndex index, CaptureInventory inventory, List<MeshConfig> configs) {
        this.cluster = cluster;
        this.index = index;
        this.inventory = inventory;
        index.of(cluster, "Pod").forEach(object -> objects.put(object.namespace() + "/" + object.name(), object));
        trustDomain = configs.stream()
                .map(MeshConfig::trustDomain)
                .filter(domain -> !domain.isEmpty())
                .findFirst()
                .orElse("");
    }

    void add(Consumer<? super MeshInstall> facts) {
        boolean ambient =
                inventory.pods(cluster).stream().anyMatch(pod -> pod.mesh().equals("istio-ambient"));
        boolean sidecars = inventory.pods(cluster).stream()
                .anyMatch(pod ->
                        pod.mesh().equals("istio-sidecar") && pod.component().isEmpty());
        if (ambient) {
            istio("istio-ambient", facts);
        }
        if (sidecars || !ambient) {
            istio("istio-sidecar", facts);
        }
        of("linkerd", List.of("linkerd-identity", "linkerd-destination"), "linkerd-proxy", facts);
        of("consul", List.of("consul-server", "consul-connect-injector"), "consul-dataplane", facts);
        of("gloo", List.of("gloo-mesh-mgmt-server", "gloo-mesh-agent"), "none", facts);
    }

    private void istio(String kind, Consumer<? super MeshInstall> facts) {
        List<Pod> planes = pods("istiod");
        TreeSet<String> told = new TreeSet<>();
        for (Pod plane : planes) {
            String revision = plane.labels().getOrDefault("istio.io/rev", "");
            String plain = revision.equals("default") ? "" : revision;
            if (told.add(plain + " " + plane.namespace())) {
                facts.accept(new MeshInstall(
                        cluster,
                        kind,
                        version(plane, "discovery"),
                        plain,
                        plane.namespace(),
                        trustDomain,
                        plane.origin()));
            }
        }
        if (planes.isEmpty()) {
            inventory.pods(cluster).stream()
                    .filter(pod -> pod.mesh().equals(kind))
                    .findFirst()
                    .ifPresentOrElse(pod -> byProxy(kind, pod, facts), () -> byWebhook(kind, facts));
        }
    }

    private void byProxy(String kind, Pod pod, Consumer<? super MeshInstall> facts) {
        String namespace = inventory.services(cluster).stream()
                .filter(service -> service.component().equals("istiod"))
                .map(service -> service.namespace())
                .findFirst()
                .orElse("");
        facts.accept(
                new MeshInstall(cluster, kind, version(pod, pod.proxy()), "", namespace, trustDomain, pod.origin()));
    }

    private void byWebhook(String kind, Consumer<? super MeshInstall> facts) {
        if (!kind.equals("istio-sidecar")) {
            return;
        }
        index.of(cluster, "MutatingWebhookConfiguration").stream()
                .filter(configuration -> WebhookFacts.mesh(configuration).equals("istio"))
                .findFirst()
                .ifPresent(configuration -> {
                    Tree service = MeshPolicyFacts.first(configuration.body().items("webhooks"))
                            .at("clientConfig", "service");
                    facts.accept(new MeshInstall(
                            cluster, kind, "", "", service.text("namespace"), trustDomain, configuration.origin()));
                });
    }

    private void of(String kind, List<String> components, String proxy, Consumer<? super MeshInstall> facts) {
        Pod plane = components.stream()
                .flatMap(component -> pods(component).stream())
                .findFirst()
                .orElse(null);
        if (plane != null) {
            String container = kind.equals("linkerd") ? "linkerd-proxy" : "";
            facts.accept(new MeshInstall(
                    cluster, kind, version(plane, container), "", plane.namespace(), "", plane.origin()));
            return;
        }
        inventory.pods(cluster).stream()
                .filter(pod -> pod.mesh().equals(kind))
                .findFirst()
                .ifPresent(pod ->
                        facts.accept(new MeshInstall(cluster, kind, version(pod, proxy), "", "", "", pod.origin())));
    }

    private List<Pod> pods(String component) {
        return inventory.pods(cluster).stream()
                .filter(pod -> pod.component().equals(component))
                .toList();
    }

    /** The version that the image tag of a container tells; of the first container when it has none of that name. */
    private String version(Pod pod, String container) {
        KubeObject object = objects.get(pod.namespace() + "/" + pod.name());
        if (object == null) {
            return "";
        }
        List<Tree> containers = object.spec().items("containers");
        List<Tree> first = object.spec().items("initContainers");
        String image = java.util.stream.Stream.concat(containers.stream(), first.stream())
                .filter(candidate -> candidate.text("name").equals(container))
                .map(candidate -> candidate.text("image"))
                .findFirst()
                .orElse(MeshPolicyFacts.first(containers).text("image"));
        return tag(image);
    }

    static String tag(String image) {
        int digest = image.indexOf('@');
        String plain = digest < 0 ? image : image.substring(0, digest);
        int colon = plain.lastIndexOf(':');
        String tag = colon > plain.lastIndexOf('/') ? plain.substring(colon + 1) : "";
        return tag.replaceFirst("-(distroless|debug|solo.*|fips.*)$", "");
    }
}
