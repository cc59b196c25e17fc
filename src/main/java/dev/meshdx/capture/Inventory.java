package dev.meshdx.capture;

import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of the captured clusters when combiners run: time, pods, services and whose each file is. */
interface Inventory {

    /** Capture time. */
    Instant now();

    /** Whose file it is: by its content, by the files beside it, else by its path. Fields stay empty when unknown. */
    Owner ownerOf(String path);

    /** The owner that a pod name means; the namespace may be empty and is then looked up when only one pod has that name. */
    Owner owner(String cluster, String namespace, String pod, String container);

    /** The cluster that a file speaks of. */
    String clusterOf(String path);

    /** All pods of a cluster. */
    List<Pod> pods(String cluster);

    /** The pod of that name; without a namespace the only one of that name. */
    Optional<Pod> pod(String cluster, String namespace, String name);

    /** The pod with that address, of those that do not share the network of their node. */
    Optional<Pod> podByIp(String cluster, String ip);

    /** The Service with that host name (short, namespaced or full) as seen from a namespace. */
    Optional<Service> serviceByHost(String cluster, String host, String fromNamespace);

    /** The Service with that cluster address. */
    Optional<Service> serviceByIp(String cluster, String ip);

    /** The pods that a Service selects; empty when the Service has no selector. */
    List<Pod> podsOf(Service service);
}
