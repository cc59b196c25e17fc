package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the API server lets us do, as it answers itself. An answer that we can't get counts as yes: the call will tell. */
final class Rights {

    static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final ApiServer api;
    private final Map<String, String> denied = new ConcurrentHashMap<>();
    private boolean portForward;
    private boolean podProxy;

    Rights(ApiServer api) {
        this.api = api;
    }

    /** Whether ports of pods may be forwarded. */
    boolean portForward() {
        return portForward;
    }

    /** Whether the API server's proxy to pods may be used. */
    boolean podProxy() {
        return podProxy;
    }

    /** Asks about everything beside lists; what one of the namespaces allows is tried in all. */
    void askForPods(List<String> namespaces) throws IOException {
        for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
            // A port-forward over WebSocket is a get for older API servers and a create for newer ones.
            portForward |= denial("create", "", "pods", "portforward", namespace)
                            .isEmpty()
                    || denial("get", "", "pods", "portforward", namespace).isEmpty();
            podProxy |= !portForward
                    && denial("get", "", "pods", "proxy", namespace).isEmpty();
        }
    }

    /** Why a list is not allowed; empty when it is. */
    String denialOfList(ApiKind kind, String namespace) throws IOException {
        return denial("list", kind.group(), kind.plural(), "", namespace);
    }

    private String denial(String verb, String group, String resource, String subresource, String namespace)
            throws IOException {
        String key = String.join(" ", verb, group, resource, subresource, namespace);
        String known = denied.get(key);
        if (known != null) {
            return known;
        }
        ObjectNode question = ApiServer.JSON
                .createObjectNode()
                .put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectAccessReview");
        question.putObject("spec")
                .putObject("resourceAttributes")
                .put("verb", verb)
                .put("group", group)
                .put("resource", resource)
                .put("subresource", subresource)
                .put("namespace", namespace);
        String answer = answer(question, verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource));
        denied.put(key, answer);
        return answer;
    }

    private String answer(JsonNode question, String what) throws IOException {
        try {
            JsonNode status = api.review(REVIEWS, question).path("status");
            String reason = status.path("reason").asText();
            return status.path("allowed").asBoolean(true)
                    ? ""
                    : "forbidden: " + what + (reason.isEmpty() ? "" : " (" + reason + ")");
        } catch (Refused e) {
            return "";
        }
    }
}
