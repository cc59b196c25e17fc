package dev.meshdx.facts;

import java.time.Instant;
import java.util.List;

/**
 * A public X.509 certificate, judged at capture time. Private keys are never read.
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param holder pod, object or file that holds it
 * @param holderKind Proxy, Secret, ConfigMap, Webhook, ControlPlane or File
 * @param workload workload of the proxy, else the name of the holder
 * @param role root, intermediate, leaf, issuer (Linkerd), trust-anchor (Linkerd), webhook-ca, webhook-serving or gateway
 * @param mesh istio, linkerd, consul, gloo or empty
 * @param subjectName subject distinguished name, empty when the source does not give it
 * @param signedBy issuer distinguished name, empty when the source does not give it
 * @param serial serial number, lower-case hexadecimal without leading zeros
 * @param fingerprint SHA-256 of the certificate, empty when only its fields were captured
 * @param sans subject alternative names
 * @param trustDomain trust domain of its SPIFFE name, empty when none
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param expired notAfter lies before the capture time
 * @param notYetValid notBefore lies more than 2 minutes after the capture time
 * @param remainingHours whole hours left, negative when expired
 * @param remainingFraction part of its life that is left, 0 to 1
 * @param origin where the fact was read
 */
public record Certificate(
        String cluster,
        String namespace,
        String holder,
        String holderKind,
        String workload,
        String role,
        String mesh,
        String subjectName,
        String signedBy,
        String serial,
        String fingerprint,
        List<String> sans,
        String trustDomain,
        Instant notBefore,
        Instant notAfter,
        boolean expired,
        boolean notYetValid,
        long remainingHours,
        double remainingFraction,
        Origin origin)
        implements Fact {
    public Certificate {
        sans = List.copyOf(sans);
    }

    @Override
    public Subject subject() {
        return holderKind.equals("Proxy")
                ? Subject.workload(cluster, namespace, workload, holder)
                : Subject.of(cluster, namespace, holderKind, holder);
    }

    @Override
    public String detail() {
        return role + " " + serial + " " + holder;
    }
}
