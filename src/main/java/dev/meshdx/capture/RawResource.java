package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.util.Map;

/**
 * An object that a tool prints and Kubernetes does not have.
 *
 * @param origin where it stands
 * @param namespace namespace
 * @param kind kind of our own, for example ZtunnelWorkload
 * @param name name
 * @param fields fields
 */
record RawResource(Origin origin, String namespace, String kind, String name, Map<String, String> fields) {

    RawResource {
        fields = Map.copyOf(fields);
    }
}
