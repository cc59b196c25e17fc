package dev.meshdx.diagnosis;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Outcome of the failure modes that were not found: ruled out when what would show them was captured, else undecided. */
final class Outcomes {

    private static final Map<String, String> PLURALS = Map.of(
            "NetworkPolicy", "networkpolicies",
            "AuthorizationPolicy", "authorizationpolicies",
            "EndpointSlice", "endpointslices",
            "Ingress", "ingresses");

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Node",
            "Namespace",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "CustomResourceDefinition",
            "GatewayClass");

    private final Set<String> captured = new HashSet<>();
    private final Set<String> complete = new HashSet<>();
    private final Set<String> meshes = new HashSet<>();

    Outcomes(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof MeshInstall mesh) {
                meshes.add(mesh.kind());
            }
            if (fact instanceof Coverage coverage && coverage.captured()) {
                captured.add(coverage.kind());
                if (coverage.complete() && coverage.namespace().isEmpty()) {
                    complete.add(coverage.kind());
                }
            }
        }
    }

    /** The kinds that are missing to decide a failure mode; empty when the capture decides it. */
    List<String> missing(FailureMode mode, Set<String> fired) {
        boolean refuted = mode.evidence().stream()
                .anyMatch(rule -> fired.contains(rule.rule()) && !rule.weight().supports());
        if (refuted) {
            return List.of();
        }
        Comparator<EvidenceRule> heaviest =
                Comparator.comparingDouble((EvidenceRule rule) -> -rule.weight().logRatio());
        double best = mode.evidence().stream()
                .mapToDouble(rule -> rule.weight().logRatio())
                .max()
                .orElse(0);
        Optional<List<String>> least = Optional.empty();
        for (EvidenceRule rule : mode.evidence().stream().sorted(heaviest).toList()) {
            if (!rule.weight().supports() || rule.weight().logRatio() < best - Math.log(5.1)) {
                continue;
            }
            List<String> missing = missing(rule);
            if (missing.isEmpty()) {
                return List.of();
            }
            if (least.isEmpty() || missing.size() < least.get().size()) {
                least = Optional.of(missing);
            }
        }
        return least.orElse(List.of());
    }

    /** Whether the meshes of the capture have such evidence at all. */
    private boolean mayExist(String kind) {
        return meshes.isEmpty()
                || (!kind.startsWith("ztunnel") || meshes.contains("istio-ambient"))
                        && (!kind.startsWith("linkerd") || meshes.contains("linkerd"));
    }

    private List<String> missing(EvidenceRule rule) {
        List<String> missing = new ArrayList<>();
        for (List<String> alternatives : rule.needs()) {
            if (alternatives.stream().noneMatch(captured::contains)) {
                String wanted =
                        alternatives.stream().filter(this::mayExist).findFirst().orElse(alternatives.get(0));
                if (!missing.contains(wanted)) {
                    missing.add(wanted);
                }
            }
        }
        for (String kind : rule.guards()) {
            if (!complete.contains(kind) && !missing.contains(kind)) {
                missing.add(kind);
            }
        }
        return missing;
    }

    /** The read-only command that captures a kind, with placeholders. */
    static String command(String kind, boolean linkerd) {
        if (linkerd && kind.equals(EvidenceKind.CONTROL_PLANE_METRICS.key())) {
            return "linkerd diagnostics controller-metrics";
        }
        return EvidenceKind.of(kind)
                .map(EvidenceKind::command)
                .orElseGet(() -> "kubectl get "
                        + PLURALS.getOrDefault(kind, kind.toLowerCase(Locale.ROOT) + (kind.endsWith("s") ? "" : "s"))
                        + (CLUSTER_SCOPED.contains(kind) ? "" : " -A") + " -o json");
    }
}
