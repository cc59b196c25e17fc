package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lists of objects of a run: one per kind, or one per kind and namespace where the scope is of namespaces. */
final class Objects {

    private static final String LEASE = "Lease";

    private final ApiServer api;
    private final Staging staging;
    private final Rights rights;
    private final Scope scope;
    private final Map<String, String> versions = new TreeMap<>(Map.of("", "v1"));
    private final List<ApiKind> discovered = new ArrayList<>();
    private final Set<String> absent = new TreeSet<>();

    Objects(ApiServer api, Staging staging, Rights rights, Scope scope) {
        this.api = api;
        this.staging = staging;
        this.rights = rights;
        this.scope = scope;
    }

    /**
     * Learns which API groups there are, in which version, and which of the kinds that are not known beforehand they serve.
     *
     * @return why a group did not tell, by path
     */
    Map<String, String> discover() throws IOException {
        for (JsonNode group : api.json("/apis").path("groups")) {
            versions.put(
                    group.path("name").asText(),
                    group.path("preferredVersion").path("version").asText());
        }
        Map<String, String> problems = new TreeMap<>();
        Set<String> further = FurtherKinds.of(scope.kinds());
        Set<String> missing = new TreeSet<>(further);
        for (Map.Entry<String, String> group : versions.entrySet()) {
            if (FurtherKinds.ask(group.getKey()) && !further.isEmpty()) {
                String path = "/apis/" + group.getKey() + "/" + group.getValue();
                try {
                    List<ApiKind> served = FurtherKinds.served(group.getKey(), api.json(path), further);
                    discovered.addAll(served);
                    served.forEach(kind -> missing.remove(kind.kind()));
                } catch (IOException e) {
                    problems.put(path, Tasks.reason(e));
                }
            }
        }
        absent.addAll(problems.isEmpty() ? missing : Set.of());
        return problems;
    }

    /** States that the cluster has none of the kinds that no group serves. */
    void coverAbsent(Outcome outcome) {
        absent.forEach(kind -> outcome.coverage()
                .add(new Covered(kind, "", "", "complete", 0, "no API group of the cluster has this kind")));
    }

    /** One task per list. */
    List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        List<ApiKind> wanted = new ArrayList<>(ApiKind.wanted(scope.kinds()));
        wanted.addAll(discovered);
        for (ApiKind kind : wanted) {
            if (!scope.only().allows(kind)) {
                continue;
            }
            for (String namespace : namespaces(kind)) {
                String version = versions.get(kind.group());
                String asks = version == null
                        ? "nothing for " + kind.resource() + ": the cluster has no such API group"
                        : "list " + kind.path(version, namespace);
                tasks.add(new Task(
                        "list " + kind.resource() + " " + namespace, asks, outcome -> list(kind, namespace, outcome)));
            }
        }
        return tasks;
    }

    /** Files with the pods of the scope, as far as they were captured. */
    List<String> podFiles() {
        ApiKind pods = ApiKind.KNOWN.get(0);
        return namespaces(pods).stream().map(namespace -> file(pods, namespace)).toList();
    }

    private List<String> namespaces(ApiKind kind) {
        if (kind.kind().equals(LEASE)) {
            return List.of(ApiKind.NODE_LEASES);
        }
        return !kind.namespaced() || scope.namespaces().isEmpty() ? List.of("") : scope.namespaces();
    }

    private static String file(ApiKind kind, String namespace) {
        String folder = namespace.isEmpty() ? "kubernetes/" : "namespaces/" + namespace + "/";
        return folder + kind.resource() + ".json";
    }

    private void list(ApiKind kind, String namespace, Outcome outcome) throws IOException {
        String version = versions.get(kind.group());
        if (version == null) {
            cover(kind, namespace, "complete", 0, "the cluster has no API group " + kind.group(), outcome);
            return;
        }
        String denial = rights.denialOfList(kind, namespace);
        if (!denial.isEmpty()) {
            cover(kind, namespace, "absent", 0, denial, outcome);
            return;
        }
        String file = file(kind, namespace);
        try {
            ListPages.Read[] read = new ListPages.Read[1];
            staging.write(file, path -> read[0] = new ListPages(api, kind, version, namespace).write(path));
            outcome.files().put(file, api.now());
            outcome.redacted().putAll(read[0].redacted());
            String problem = read[0].problem();
            cover(kind, namespace, problem.isEmpty() ? "complete" : "partial", read[0].items(), problem, outcome);
        } catch (FullDiskException e) {
            throw e;
        } catch (IOException e) {
            boolean noSuchKind = e instanceof Refused refused && refused.status() == 404;
            String state = noSuchKind ? "complete" : "absent";
            cover(
                    kind,
                    namespace,
                    state,
                    0,
                    noSuchKind ? "the cluster has no such resource" : Tasks.reason(e),
                    outcome);
        }
    }

    private static void cover(ApiKind kind, String namespace, String state, int count, String reason, Outcome outcome) {
        outcome.coverage().add(new Covered(kind.kind(), kind.group(), namespace, state, count, reason));
    }
}
