package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.time.Instant;

/**
 * A certificate that a ztunnel holds for a workload.
 *
 * @param origin where it stands
 * @param identity SPIFFE name
 * @param root whether it is the root that the workload trusts
 * @param serial serial number
 * @param notBefore start of validity
 * @param notAfter end of validity
 */
record RawZtunnelCertificate(
        Origin origin, String identity, boolean root, String serial, Instant notBefore, Instant notAfter) {}
