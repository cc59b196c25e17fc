package dev.meshdx.rules;

import dev.meshdx.facts.FactTypes;
import dev.meshdx.facts.LogSignature;
import dev.meshdx.facts.Signature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Which kinds of evidence a rule needs, from the fact types and literals of its patterns. */
final class Needs {

    private static final Map<String, String> LOGS = Map.of(
            "istio-proxy", "proxy-log",
            "istiod", "control-plane-log",
            "linkerd-control-plane", "control-plane-log",
            "istio-cni", "control-plane-log",
            "ztunnel", "ztunnel-log",
            "linkerd-proxy", "linkerd-proxy-log",
            "application", "application-log");

    private final List<Signature> signatures;

    Needs(List<Signature> signatures) {
        this.signatures = signatures;
    }

    /** Kinds of which one must be captured, per fact type that the rule reads. */
    List<List<String>> of(DrlFile.Rule rule) {
        List<List<String>> needs = new ArrayList<>();
        for (String type : union(rule.reads(), rule.counted())) {
            List<String> kinds = kinds(rule, type);
            if (!kinds.isEmpty()) {
                needs.add(kinds);
            }
        }
        return needs;
    }

    private static <T> List<T> union(List<T> first, List<T> second) {
        LinkedHashSet<T> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** The logs that may hold a message: any log when the signature names no source. */
    private static List<String> logs(Signature signature) {
        return signature.sources().isEmpty()
                ? FactTypes.filledBy(LogSignature.class)
                : signature.sources().stream()
                        .map(source -> LOGS.getOrDefault(source, "application-log"))
                        .toList();
    }

    private List<String> kinds(DrlFile.Rule rule, String type) {
        LinkedHashSet<String> special = new LinkedHashSet<>();
        for (DrlFile.Literal literal : union(rule.literals(), rule.countedLiterals())) {
            if (!literal.type().equals(type) || !literal.isText()) {
                continue;
            }
            if (type.equals("LogSignature") && literal.field().equals("id")) {
                signatures.stream()
                        .filter(signature -> literal.values().contains(signature.id()))
                        .forEach(signature -> special.addAll(logs(signature)));
            } else if (type.startsWith("Resource") && literal.field().equals("kind")) {
                literal.values().forEach(kind -> special.add(kind.startsWith("Ztunnel") ? "ztunnel-config" : kind));
            } else if (type.equals("ToolFinding") && literal.field().equals("tool")) {
                special.addAll(literal.values());
            }
        }
        if (!special.isEmpty()) {
            return List.copyOf(special);
        }
        return FactTypes.named(type).map(FactTypes::filledBy).orElse(List.of());
    }
}
