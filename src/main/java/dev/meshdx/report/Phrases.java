package dev.meshdx.report;

import dev.meshdx.diagnosis.Report.Capture;
import dev.meshdx.diagnosis.Report.Mesh;
import dev.meshdx.diagnosis.Report.Reach;
import dev.meshdx.facts.Subject;
import java.util.ArrayList;
import java.util.List;

/** The recurring phrases of reports for people. */
public final class Phrases {

    private Phrases() {}

    /** A certainty in percent; what is not certain never reads as 0% or 100%. */
    public static String percent(double certainty) {
        if (certainty >= 0.995) {
            return ">99%";
        }
        return certainty < 0.005 ? "<1%" : Math.round(certainty * 100) + "%";
    }

    /** {@code 1 finding}, {@code 2 findings}; a noun in -y becomes -ies. */
    public static String count(int number, String noun) {
        if (number == 1) {
            return "1 " + noun;
        }
        boolean consonantY = noun.matches(".*[^aeiou]y");
        return number + " " + (consonantY ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    /** The first names, and how many more there are. */
    public static String names(List<String> names, int limit) {
        String first = String.join(", ", names.subList(0, Math.min(limit, names.size())));
        return names.size() <= limit ? first : first + " and " + (names.size() - limit) + " more";
    }

    /** As many names as fit in that many columns; the mark stands for the others. */
    static String fitting(List<String> names, int columns, String more) {
        var fitting = new StringBuilder();
        for (int at = 0; at < names.size(); at++) {
            String next = (at == 0 ? "" : ", ") + names.get(at);
            int rest = at == names.size() - 1 ? 0 : 2 + more.length();
            if (Terminal.columns(fitting + next) + rest > columns) {
                return fitting + (at == 0 ? "" : ", ") + more;
            }
            fitting.append(next);
        }
        return fitting.toString();
    }

    /** The subject, with its cluster where the capture has several. */
    static String where(Subject subject, Capture capture) {
        return inCluster(subject.toString(), subject, capture);
    }

    /** The same without the kind. */
    static String path(Subject subject, Capture capture) {
        return inCluster(subject.path(), subject, capture);
    }

    private static String inCluster(String name, Subject subject, Capture capture) {
        return capture.clusters().size() > 1 ? name + " (" + subject.cluster() + ")" : name;
    }

    /** {@code 3 workloads, 9 proxies}; empty when nothing was counted. */
    static String reach(Reach reach) {
        var parts = new ArrayList<String>();
        if (reach.namespaces() > 0) {
            parts.add(count(reach.namespaces(), "namespace"));
        }
        if (reach.workloads() > 0) {
            parts.add(count(reach.workloads(), "workload"));
        }
        if (reach.proxies() > 0) {
            parts.add(count(reach.proxies(), "proxy"));
        }
        return String.join(", ", parts);
    }

    /** {@code Istio sidecar 1.24.1 (revision canary)}. */
    static String mesh(Mesh mesh) {
        String version = mesh.version().isEmpty() ? "" : " " + mesh.version();
        String revision = mesh.revision().isEmpty() ? "" : " (revision " + mesh.revision() + ")";
        return meshKind(mesh.kind()) + version + revision;
    }

    /**
     * What it takes to find and repair a fault: times, marked as claims or estimates, and what one must know.
     *
     * @param identify time to identify, may be empty
     * @param fix time to fix, may be empty
     * @param source {@code seed}, {@code estimate} or a reference
     * @param expertise what one must know
     */
    static List<String> effort(String identify, String fix, String source, List<String> expertise) {
        var effort = new ArrayList<String>();
        if (!identify.isEmpty()) {
            effort.add("to identify: " + identify);
        }
        if (!fix.isEmpty()) {
            effort.add("to fix: " + fix);
        }
        if (!effort.isEmpty()) {
            String both = effort.size() == 2 ? "both " : "";
            effort.set(effort.size() - 1, effort.get(effort.size() - 1) + " (" + both + sourceOfTimes(source) + ")");
        }
        if (!expertise.isEmpty()) {
            effort.add("needs: " + String.join(", ", expertise));
        }
        return effort;
    }

    private static String sourceOfTimes(String source) {
        return switch (source) {
            case "seed" -> "claimed by the source document";
            case "estimate" -> "estimated";
            default -> "from " + source;
        };
    }

    /** What people call that kind of mesh. */
    public static String meshKind(String kind) {
        return switch (kind) {
            case "istio-sidecar" -> "Istio sidecar";
            case "istio-ambient" -> "Istio ambient";
            case "linkerd" -> "Linkerd";
            case "consul" -> "Consul";
            case "gloo" -> "Gloo Mesh";
            case "envoy" -> "Envoy";
            default -> kind;
        };
    }
}
