package dev.meshdx.diagnosis;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MeshInstall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the certificate authority of the mesh can issue certificates: restarting a pod helps only then. A pod that is
 * restarted while the CA is expired loses the certificate that it still has.
 */
final class Authority {

    private static final List<String> CA_ROLES = List.of("root", "intermediate", "issuer", "trust-anchor");

    private final boolean broken;
    private final boolean proven;

    Authority(List<Fact> facts, List<Finding> found) {
        List<Certificate> authorities = facts.stream()
                .filter(Certificate.class::isInstance)
                .map(Certificate.class::cast)
                .filter(certificate -> CA_ROLES.contains(certificate.role()))
                .toList();
        this.broken = found.stream().anyMatch(finding -> finding.mode.blocksRestart());
        this.proven = !authorities.isEmpty() && authorities.stream().noneMatch(Certificate::expired);
    }

    /** Whether a command restarts workloads, so that they need a new certificate. */
    static boolean restartsWorkloads(String run) {
        String command = run.toLowerCase(Locale.ROOT);
        return (command.contains("rollout restart") || command.contains("delete pod"))
                && !command.contains("istiod")
                && !command.contains("linkerd-identity")
                && !command.contains("linkerd-destination")
                && !command.contains("linkerd-proxy-injector");
    }

    /**
     * The condition under which a restart may be advised: empty text when the CA is known to be valid; nothing at all when it
     * is known to be broken and the finding is not about the CA itself.
     */
    Optional<String> condition(Finding finding, List<MeshInstall> meshes, Map<String, Object> values) {
        if (broken) {
            return finding.mode.blocksRestart()
                    ? Optional.of("only after the CA issues again and one pod has proven it: ")
                    : Optional.empty();
        }
        if (proven) {
            return Optional.of("");
        }
        boolean linkerd = meshes.stream().anyMatch(mesh -> mesh.kind().equals("linkerd"));
        boolean istio = meshes.stream().anyMatch(mesh -> mesh.kind().startsWith("istio"));
        if (!linkerd && !istio) {
            return Optional.of("");
        }
        String check = linkerd && !istio
                ? "linkerd check"
                : "kubectl -n " + values.get("istioNamespace")
                        + " get cm istio-ca-root-cert -o jsonpath='{.data.root-cert\\.pem}' | openssl x509 -noout -enddate";
        return Optional.of("the CA was not captured; restart only after this shows it valid (" + check + "): ");
    }
}
