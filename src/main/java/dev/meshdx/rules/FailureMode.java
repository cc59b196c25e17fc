package dev.meshdx.rules;

import java.util.List;

/**
 * What the engine must know of a failure mode before anything is found: the part of its entry that is loaded at start.
 *
 * @param id readable slug, the file name
 * @param title title
 * @param kind root, intermediate or symptom: a symptom is never a root when anything explains it
 * @param layer infra, network, control-plane, identity, config, proxy or workload
 * @param severity info, low, medium, high or critical
 * @param meshes mesh kinds that it applies to; empty for Kubernetes itself
 * @param prior common, uncommon or rare among runs of the tool
 * @param scope how far its effects reach: mesh, node, namespace or workload
 * @param causes ids of failure modes that it brings about
 * @param masks ids of failure modes whose evidence it can produce falsely
 * @param blocksRestart while it is found, a restarted pod may not get a certificate, so no restart is advised
 * @param evidence its rules
 */
public record FailureMode(
        String id,
        String title,
        String kind,
        String layer,
        String severity,
        List<String> meshes,
        String prior,
        String scope,
        List<String> causes,
        List<String> masks,
        boolean blocksRestart,
        List<EvidenceRule> evidence) {

    public FailureMode {
        meshes = List.copyOf(meshes);
        causes = List.copyOf(causes);
        masks = List.copyOf(masks);
        evidence = List.copyOf(evidence);
    }

    /**
     * One rule of a failure mode.
     *
     * @param rule rule name
     * @param weight what it weighs
     * @param group correlation group: of one group only the heaviest rule counts
     * @param needs kinds of evidence without which it can't fire: of each inner list one kind must be captured
     * @param guards kinds whose complete coverage the rule asks for
     */
    public record EvidenceRule(
            String rule, Weight weight, String group, List<List<String>> needs, List<String> guards) {}

    /** The same with another severity. */
    FailureMode rated(String other) {
        return new FailureMode(
                id, title, kind, layer, other, meshes, prior, scope, causes, masks, blocksRestart, evidence);
    }

    /** Prior probability that the failure mode is present in a capture that somebody hands in. */
    public double priorProbability() {
        return switch (prior) {
            case "common" -> 0.10;
            case "rare" -> 0.005;
            default -> 0.03;
        };
    }
}
