package dev.meshdx.facts;

import java.time.Instant;

/**
 * A node and its conditions.
 *
 * @param cluster cluster that the fact was captured from
 * @param name name
 * @param ready status of the condition Ready: True, False or Unknown
 * @param memoryPressure condition MemoryPressure is True
 * @param diskPressure condition DiskPressure is True
 * @param pidPressure condition PIDPressure is True
 * @param unschedulable cordoned
 * @param kubeletVersion kubelet version
 * @param allocatableMemoryBytes memory for pods in bytes, 0 when unknown
 * @param message message of the Ready condition, or of the pressure that is on
 * @param lastHeartbeat newest heartbeat of its conditions, {@link Instant#EPOCH} when unknown
 * @param origin where the fact was read
 */
public record Node(
        String cluster,
        String name,
        String ready,
        boolean memoryPressure,
        boolean diskPressure,
        boolean pidPressure,
        boolean unschedulable,
        String kubeletVersion,
        long allocatableMemoryBytes,
        String message,
        Instant lastHeartbeat,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, "", "Node", name);
    }
}
