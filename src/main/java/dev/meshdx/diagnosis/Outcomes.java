package dev.meshdx.diagnosis;

import dev.meshdx.facts.Coverage;
import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshInstall;
import dev.meshdx.rules.FailureMode;
import dev.meshdx.rules.FailureMode.EvidenceRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Outcome of the failure modes that were not found: ruled out when what would show them was captured, else undecided. */
final class Outcomes {

    /** Rules within this distance of the heaviest one, as logarithm, decide nearly as well. */
    private static final double NEARLY_AS_HEAVY = Math.log(5.1);

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
        for (EvidenceRule rule : mode.evidence()) {
            if (!rule.weight().supports() && fired.contains(rule.rule())) {
                return List.of();
            }
        }
        List<EvidenceRule> supporting = supporting(mode);
        double best = 0;
        for (EvidenceRule rule : supporting) {
            best = Math.max(best, rule.weight().logRatio());
        }
        List<String> least = List.of();
        double weight = 0;
        for (EvidenceRule rule : supporting) {
            if (rule.weight().logRatio() < best - NEARLY_AS_HEAVY) {
                continue;
            }
            List<String> missing = missing(rule);
            if (missing.isEmpty()) {
                return List.of();
            }
            boolean fewer = least.isEmpty() || missing.size() < least.size();
            if (fewer || missing.size() == least.size() && rule.weight().logRatio() > weight) {
                least = missing;
                weight = rule.weight().logRatio();
            }
        }
        return least;
    }

    /** The rules in favour, without those that ask for what these meshes do not have: nobody can capture it. */
    private List<EvidenceRule> supporting(FailureMode mode) {
        List<EvidenceRule> all = new ArrayList<>();
        List<EvidenceRule> possible = new ArrayList<>();
        for (EvidenceRule rule : mode.evidence()) {
            if (rule.weight().supports()) {
                all.add(rule);
                if (mayExist(rule)) {
                    possible.add(rule);
                }
            }
        }
        return possible.isEmpty() ? all : possible;
    }

    private boolean mayExist(EvidenceRule rule) {
        for (List<String> alternatives : rule.needs()) {
            boolean any = false;
            for (String alternative : alternatives) {
                any |= mayExist(alternative);
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }

    /** Whether the meshes of the capture have such evidence at all. */
    private boolean mayExist(String kind) {
        return meshes.isEmpty()
                || (!kind.startsWith("ztunnel") || meshes.contains("istio-ambient"))
                        && (!kind.startsWith("linkerd") || meshes.contains("linkerd"));
    }

    private String wanted(List<String> alternatives) {
        for (String alternative : alternatives) {
            if (mayExist(alternative)) {
                return alternative;
            }
        }
        return alternatives.get(0);
    }

    private List<String> missing(EvidenceRule rule) {
        List<String> missing = new ArrayList<>();
        for (List<String> alternatives : rule.needs()) {
            if (Collections.disjoint(captured, alternatives)) {
                String wanted = wanted(alternatives);
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
