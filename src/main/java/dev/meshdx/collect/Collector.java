package dev.meshdx.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Takes a capture of a live cluster. It only reads; what is forbidden, slow or missing becomes coverage with its reason. A run
 * that is stopped or runs out of time still gives a valid capture of what it had.
 */
public final class Collector {

    private final Request request;
    private final Consumer<String> progress;
    private final Clockwork clockwork;

    public Collector(Request request, Consumer<String> progress) {
        this.request = request;
        this.progress = progress;
        this.clockwork = new Clockwork(request.pace());
    }

    /** The least ClusterRole that lets a run see everything, as YAML. */
    public static String clusterRole(Scope scope) {
        return ClusterRole.yaml(scope);
    }

    /** Ends the run soon, from another thread: {@link #collect} then packs what it has. */
    public void stop() {
        clockwork.stop();
    }

    /**
     * Takes the capture. An archive that is not finished has its working folder beside it, for the run that goes on.
     *
     * @throws CollectException when there is no cluster to ask, or the output can't be written
     */
    public Collected collect() {
        Path output = request.output().toAbsolutePath();
        requireFree(output);
        request.pseudonymity().ifPresent(how -> requireMap(how.map()));
        try (ApiServer api = connect()) {
            String version = greet(api);
            Staging staging = Staging.open(Packing.staging(output), request.resume());
            Instant started = api.now();
            MeshPods pods = work(api, staging);
            return finish(
                    staging,
                    new Manifest.Head(
                            Connection.clusterName(api.client().getConfiguration()),
                            version,
                            request.tool(),
                            started,
                            api.now(),
                            request.scope().namespaces(),
                            clockwork.over() ? clockwork.whyOver() : "",
                            pods.images()));
        } catch (IOException e) {
            throw new CollectException("cannot write " + output + ": " + e.getMessage() + "\nWhat was taken lies in "
                    + Packing.staging(output) + "; --resume goes on with it.");
        }
    }

    /** What {@link #collect} would ask the API server, without the answers: one line per request. */
    public List<String> plan() {
        try (ApiServer api = connect()) {
            greet(api);
            Rights rights = new Rights(api);
            Objects objects = new Objects(api, Staging.none(), rights, request.scope());
            objects.discover();
            List<String> lines = new ArrayList<>();
            objects.tasks().forEach(task -> lines.add(task.asks()));
            lines.add("get logs of mesh containers: /api/v1/namespaces/NAMESPACE/pods/POD/log?container=CONTAINER");
            lines.add("port-forward to each LINKERD_CONTROL_PLANE pod, ports called admin-http: /metrics (twice)");
            for (MeshPod.Role role : MeshPod.Role.values()) {
                PodPage.of(role)
                        .forEach(page -> lines.add("port-forward to each chosen " + role + " pod, port " + page.port()
                                + ": " + page.path() + (page.sampled() ? " (twice)" : "")));
            }
            return lines;
        } catch (IOException e) {
            throw unreachable("of the context", e);
        }
    }

    private ApiServer connect() {
        return new ApiServer(Connection.open(request.kubeconfig(), request.context(), request.pace()), clockwork);
    }

    private void requireFree(Path output) {
        boolean goesOn = request.resume() && Files.isDirectory(Packing.staging(output));
        if (Files.exists(output) && !goesOn) {
            throw new CollectException(
                    request.output() + " exists already. Give another path with -o, or move it away.");
        }
        Path folder = output.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new CollectException(
                    "cannot write into " + folder + ". Give a path in a folder that can be written with -o.");
        }
    }

    /** A map of names that cannot be used is told before the cluster is asked for anything. */
    private static void requireMap(Path map) {
        NameMap.open(map);
        Path folder = map.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new CollectException(
                    "cannot write into " + folder + ". Give a path for the map of names with --pseudonymise.");
        }
    }

    /** The first call, whose failure ends the run; the version of the API server. */
    private static String greet(ApiServer api) {
        try {
            JsonNode version = api.json("/version");
            return version.path("gitVersion").asText();
        } catch (IOException e) {
            throw unreachable(api.address(), e);
        }
    }

    private static CollectException unreachable(String server, IOException error) {
        if (error instanceof SSLException) {
            return new CollectException(
                    "the certificate of the API server " + server + " is not trusted: " + error.getMessage()
                            + "\nCheck certificate-authority in the kubeconfig, and the clock of this machine.");
        }
        if (error instanceof Refused refused && (refused.status() == 401 || refused.status() == 403)) {
            return new CollectException("the API server " + server + " refuses these credentials (" + refused.status()
                    + "): " + refused.getMessage()
                    + "\nThe token may have expired: log in again, then try: kubectl auth whoami");
        }
        return new CollectException("cannot reach the API server " + server + ": " + Tasks.reason(error)
                + "\nCheck the context (kubectl config current-context) and the network (kubectl cluster-info).");
    }

    private MeshPods work(ApiServer api, Staging staging) throws IOException {
        Rights rights = new Rights(api);
        Objects objects = new Objects(api, staging, rights, request.scope());
        Tasks tasks = new Tasks(staging, clockwork, request.pace(), progress);
        discover(objects, staging);
        tasks.run("lists", objects.tasks());
        MeshPods pods = MeshPods.read(staging.content(), objects.podFiles());
        Only only = request.scope().only();
        int healthy = only.pods().isEmpty() ? request.scope().healthyProxies() : Scope.ALL_PROXIES;
        List<MeshPod> chosen =
                pods.chosen(healthy).stream().filter(only::allows).toList();
        askRights(rights);
        progress.accept(
                "asking " + chosen.stream().filter(MeshPod::isProxy).count() + " of " + pods.proxies() + " proxies");
        PodPages pages = new PodPages(api, clockwork, staging, rights);
        PodLogs logs = new PodLogs(api, staging, request.scope(), request.pace());
        tasks.run("pods", firstVisits(chosen, only, pages, logs));
        List<Task> second = secondVisits(chosen, only, pages);
        if (second.stream().anyMatch(task -> !staging.has(task.name()))) {
            clockwork.pause(request.pace().between());
        }
        tasks.run("second samples", second);
        return pods;
    }

    /** Without the list of groups only the core kinds can be listed; that is coverage, too. */
    private static void discover(Objects objects, Staging staging) throws FullDiskException {
        Outcome outcome = new Outcome("discover");
        try {
            outcome.problems().putAll(objects.discover());
            objects.coverAbsent(outcome);
        } catch (IOException e) {
            outcome.problems().put("/apis", Tasks.reason(e));
        }
        staging.add(outcome);
    }

    private void askRights(Rights rights) {
        try {
            rights.askForPods(request.scope().namespaces());
        } catch (IOException e) {
            progress.accept("the API server does not tell what is allowed: " + Tasks.reason(e));
        }
    }

    private static List<Task> firstVisits(List<MeshPod> pods, Only only, PodPages pages, PodLogs logs) {
        List<Task> tasks = new ArrayList<>();
        for (MeshPod pod : pods) {
            if (only.allowsLogs(pod.role())) {
                tasks.add(new Task("logs " + pod.folder(), "", outcome -> logs.take(pod, outcome)));
            }
            List<PodPage> all = allowed(pod, only);
            if (pod.running() && !all.isEmpty()) {
                tasks.add(new Task("pages " + pod.folder(), "", outcome -> {
                    pages.take(pod, all.stream().filter(page -> !page.sampled()).toList(), false, outcome);
                    pages.take(pod, all.stream().filter(PodPage::sampled).toList(), true, outcome);
                }));
            }
        }
        return tasks;
    }

    private static List<Task> secondVisits(List<MeshPod> pods, Only only, PodPages pages) {
        List<Task> tasks = new ArrayList<>();
        for (MeshPod pod : pods) {
            List<PodPage> sampled =
                    allowed(pod, only).stream().filter(PodPage::sampled).toList();
            if (pod.running() && !sampled.isEmpty()) {
                tasks.add(new Task(
                        "second sample " + pod.folder(), "", outcome -> pages.take(pod, sampled, false, outcome)));
            }
        }
        return tasks;
    }

    private static List<PodPage> allowed(MeshPod pod, Only only) {
        return pod.pages().stream()
                .filter(page -> only.allows(pod.role(), page))
                .toList();
    }

    private Collected finish(Staging staging, Manifest.Head head) throws IOException {
        progress.accept("packing");
        Path output = request.output().toAbsolutePath();
        List<String> notes = new ArrayList<>();
        Staging packed = manifested(staging, head, notes);
        Packing.pack(packed, output);
        if (head.unfinished().isEmpty() || !Packing.isArchive(output)) {
            staging.delete();
        }
        Map<String, String> problems = new TreeMap<>();
        Map<String, Long> redacted = new TreeMap<>();
        int files = 0;
        for (Outcome outcome : packed.outcomes()) {
            files += outcome.files().size();
            problems.putAll(outcome.problems());
            outcome.coverage().stream()
                    .filter(covered -> !covered.state().equals("complete"))
                    .forEach(covered -> problems.put(
                            covered.kind() + (covered.namespace().isEmpty() ? "" : " in " + covered.namespace()),
                            covered.reason()));
            outcome.redacted().forEach((sort, count) -> redacted.merge(sort, count, Long::sum));
        }
        return new Collected(request.output(), files, problems, redacted, head.unfinished(), notes);
    }

    /** What goes into the capture, with its manifest: what was staged, or a copy with pseudonyms. */
    private Staging manifested(Staging staging, Manifest.Head head, List<String> notes) throws IOException {
        if (request.pseudonymity().isEmpty()) {
            new Manifest(staging).write(head);
            return staging;
        }
        Pseudonymity how = request.pseudonymity().get();
        PseudonymousStaging copy = new PseudonymousStaging(staging, head.cluster(), how);
        new Manifest(copy.staging()).write(copy.renamed(head));
        notes.add(how.map() + " tells which of " + copy.names()
                + " names and addresses is which: keep it, and do not pass it on");
        if (!copy.kept().isEmpty()) {
            notes.add("names that stay, as they are words of the formats: "
                    + String.join(", ", copy.kept().stream().sorted().toList()));
        }
        return copy.staging();
    }
}
