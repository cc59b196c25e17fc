package dev.meshdx.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The least role that a run needs. That everybody may review their own rights and see the API groups, clusters allow by default. */
final class ClusterRole {

    private ClusterRole() {}

    static String yaml(Scope scope) {
        Map<String, List<String>> byGroup = new TreeMap<>();
        for (ApiKind kind : ApiKind.wanted(scope.kinds())) {
            byGroup.computeIfAbsent(kind.group(), group -> new ArrayList<>()).add(kind.plural());
        }
        FurtherKinds.documented(FurtherKinds.of(scope.kinds()))
                .forEach((group, plurals) ->
                        byGroup.computeIfAbsent(group, g -> new ArrayList<>()).addAll(plurals));
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: meshdx-collect\nrules:\n");
        byGroup.forEach((group, plurals) -> rule(yaml, group, plurals, "list"));
        rule(yaml, "", List.of("pods/log"), "get");
        // Newer API servers take a port-forward over WebSocket as create, older ones as get.
        rule(yaml, "", List.of("pods/portforward"), "create, get");
        return yaml.toString();
    }

    private static void rule(StringBuilder yaml, String group, List<String> resources, String verbs) {
        yaml.append("  - apiGroups: [\"").append(group).append("\"]\n    resources: [");
        yaml.append(String.join(", ", resources.stream().sorted().toList()));
        yaml.append("]\n    verbs: [").append(verbs).append("]\n");
    }
}
