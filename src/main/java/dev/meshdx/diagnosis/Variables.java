package dev.meshdx.diagnosis;

import dev.meshdx.facts.MeshInstall;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Subject;
import dev.meshdx.rules.Conclusion;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values that the templates of one finding may use: names of its subject, of a pod of it, and what its rules bound. */
final class Variables {

    /** What always means the subject, whatever a rule binds under that name. */
    private static final Set<String> SUBJECT_NAMES = Set.of("name", "namespace", "kind", "subject", "cluster");

    private Variables() {}

    /** All values of a finding; what heavier evidence bound wins. */
    static Map<String, Object> of(Finding finding, Topology topology, List<MeshInstall> meshes) {
        Map<String, Object> values = new HashMap<>();
        values.put("istioNamespace", namespace(meshes, "istio", "istio-system"));
        values.put("linkerdNamespace", namespace(meshes, "linkerd", "linkerd"));
        pod(values, finding.subject, topology);
        subject(values, finding.subject);
        Map.copyOf(values).forEach((name, value) -> values.put(Template.SUBJECT + name, value));
        finding.mode.evidence().stream()
                .sorted((a, b) ->
                        Double.compare(a.weight().logRatio(), b.weight().logRatio()))
                .map(rule -> finding.byRule.getOrDefault(rule.rule(), List.of()))
                .filter(conclusions -> !conclusions.isEmpty())
                .forEach(conclusions -> values.putAll(conclusions.get(0).values()));
        subject(values, finding.subject);
        return values;
    }

    /** The values for the statement of one rule. */
    static Map<String, Object> of(Map<String, Object> finding, Conclusion conclusion) {
        Map<String, Object> values = new HashMap<>(finding);
        conclusion.values().forEach((name, value) -> {
            if (!SUBJECT_NAMES.contains(name)) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static void subject(Map<String, Object> values, Subject subject) {
        values.put("name", subject.name());
        values.put("kind", subject.kind());
        values.put("namespace", subject.namespace());
        values.put("subject", subject.path());
        values.put("cluster", subject.cluster());
        String kind = subject.kind().toLowerCase(Locale.ROOT);
        if (List.of("deployment", "statefulset", "daemonset").contains(kind)) {
            values.put("workload", subject.name());
            values.put("workloadKind", kind);
        } else if (kind.equals("workload")) {
            values.put("workload", subject.name());
            values.put("workloadKind", "deployment");
        }
    }

    private static void pod(Map<String, Object> values, Subject subject, Topology topology) {
        topology.podOf(subject).ifPresentOrElse(pod -> pod(values, pod), () -> {
            if (subject.kind().equals("Pod")) {
                values.put("pod", subject.name());
            }
        });
    }

    private static void pod(Map<String, Object> values, Pod pod) {
        values.put("pod", pod.name());
        values.put("node", pod.node());
        values.put("workload", pod.workload());
        values.put("workloadKind", pod.workloadKind().toLowerCase(Locale.ROOT));
        values.put("proxyContainer", pod.proxied() ? pod.proxy() : "");
        pod.containers().stream()
                .filter(container -> !container.equals(pod.proxy()) && !container.contains("init"))
                .findFirst()
                .ifPresent(container -> values.put("container", container));
    }

    private static String namespace(List<MeshInstall> meshes, String kind, String otherwise) {
        return meshes.stream()
                .filter(mesh ->
                        mesh.kind().startsWith(kind) && !mesh.namespace().isEmpty())
                .map(MeshInstall::namespace)
                .findFirst()
                .orElse(otherwise);
    }
}
