package dev.meshdx.facts;

/**
 * How many ready and unready addresses stand behind a Service (EndpointSlices or Endpoints).
 *
 * @param cluster cluster that the fact was captured from
 * @param namespace namespace
 * @param service name of the Service
 * @param component as in {@link Service}
 * @param ready ready addresses
 * @param notReady addresses that are not ready or terminating
 * @param selectedPods pods that the selector selects, -1 when the pods or the Service were not captured
 * @param origin where the fact was read
 */
public record ServiceEndpoints(
        String cluster,
        String namespace,
        String service,
        String component,
        int ready,
        int notReady,
        int selectedPods,
        Origin origin)
        implements Fact {
    @Override
    public Subject subject() {
        return Subject.of(cluster, namespace, "Service", service);
    }

    @Override
    public String detail() {
        return ready + " " + notReady;
    }
}
