package dev.meshdx.capture;

import dev.meshdx.facts.Origin;

/**
 * A node as kubectl prints it for people.
 *
 * @param origin where it stands
 * @param name name
 * @param ready True, False or Unknown
 * @param memoryPressure condition MemoryPressure is True
 * @param diskPressure condition DiskPressure is True
 * @param pidPressure condition PIDPressure is True
 * @param unschedulable cordoned
 * @param version kubelet version
 * @param message message of the condition that is wrong
 */
record TableNode(
        Origin origin,
        String name,
        String ready,
        boolean memoryPressure,
        boolean diskPressure,
        boolean pidPressure,
        boolean unschedulable,
        String version,
        String message) {}
