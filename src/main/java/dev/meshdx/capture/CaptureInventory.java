package dev.meshdx.capture;

import dev.meshdx.facts.CapturedFile;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The inventory that the captured Kubernetes objects give. */
final class CaptureInventory implements Inventory {

    private final KubeIndex index;
    private final CaptureClock clock;
    private final Set<String> paths;
    private final Map<String, String[]> identities;
    private final Map<String, String[]> folderIdentities;
    private final Map<String, String[]> accounts;
    private final Map<String, List<Pod>> pods = new TreeMap<>();
    private final Map<String, Map<String, Pod>> podsByName = new HashMap<>();
    private final Map<String, Map<String, List<Pod>>> podsNamed = new HashMap<>();
    private final Map<String, Map<String, Pod>> podsByIp = new HashMap<>();
    private final Map<String, Map<String, List<Pod>>> podsByNamespace = new HashMap<>();
    private final Map<String, Map<String, Service>> services = new HashMap<>();
    private final Map<String, Map<String, Service>> servicesByIp = new HashMap<>();
    private final Map<String, PathOwners> owners = new HashMap<>();
    private final Map<String, Owner> ownerCache = new HashMap<>();

    private CaptureInventory(KubeIndex index, CaptureClock clock, Set<String> paths, Evidence evidence) {
        this.index = index;
        this.clock = clock;
        this.paths = Set.copyOf(paths);
        this.identities = evidence.identities();
        this.accounts = evidence.accounts();
        this.folderIdentities = byFolder(evidence.identities());
        clusters().forEach(this::addCluster);
    }

    static CaptureInventory of(Evidence evidence, List<CapturedFile> files) {
        List<KubeObject> objects = evidence.all(KubeObject.class);
        objects.forEach(object -> CaptureClock.observe(object, evidence));
        Set<String> paths = new TreeSet<>();
        files.forEach(file -> paths.add(file.path()));
        return new CaptureInventory(
                KubeIndex.of(paths, objects), CaptureClock.of(evidence.observations()), paths, evidence);
    }

    KubeIndex index() {
        return index;
    }

    /** Paths of all files. */
    Set<String> paths() {
        return paths;
    }

    List<String> clusters() {
        return index.clusters().names();
    }

    String timeFrom() {
        return clock.from();
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public String clusterOf(String path) {
        return index.clusters().of(path);
    }

    @Override
    public Owner ownerOf(String path) {
        return ownerCache.computeIfAbsent(path, this::findOwner);
    }

    private Owner findOwner(String path) {
        String cluster = clusterOf(path);
        String[] byPath = owners(cluster).of(path);
        String[] own = identities.get(path);
        if (own != null) {
            return owner(cluster, own[0], own[1], own[2].isEmpty() ? byPath[2] : own[2]);
        }
        String[] beside = folderIdentities.get(CapturePath.folder(path));
        boolean namesAnother = beside != null && !byPath[1].isEmpty() && !byPath[1].equals(beside[1]);
        if (beside != null && !namesAnother) {
            return owner(cluster, beside[0], beside[1], byPath[2].isEmpty() ? beside[2] : byPath[2]);
        }
        String[] account = accounts.get(path);
        if (account != null && byPath[1].isEmpty()) {
            return ofAccount(cluster, account[0], account[1], byPath[2]);
        }
        return owner(cluster, byPath[0], byPath[1], byPath[2]);
    }

    /** The one pod of a service account; with several, what all of them have in common. */
    private Owner ofAccount(String cluster, String namespace, String serviceAccount, String container) {
        List<Pod> running = pods(cluster, namespace).stream()
                .filter(pod -> pod.serviceAccount().equals(serviceAccount))
                .toList();
        if (running.size() == 1) {
            return owner(cluster, namespace, running.get(0).name(), container);
        }
        Set<String> workloads = new TreeSet<>();
        running.forEach(pod -> workloads.add(pod.workload()));
        String workload = workloads.size() == 1 ? workloads.iterator().next() : "";
        String component = Workloads.component(namespace, workload.isEmpty() ? serviceAccount : workload);
        return new Owner(cluster, namespace, "", workload, component, container);
    }

    @Override
    public Owner owner(String cluster, String namespace, String pod, String container) {
        Optional<Pod> known = pod(cluster, namespace, pod);
        if (known.isPresent()) {
            Pod found = known.get();
            return new Owner(cluster, found.namespace(), pod, found.workload(), found.component(), container);
        }
        String workload = pod.isEmpty() ? "" : Workloads.ofPod(pod);
        return new Owner(cluster, namespace, pod, workload, Workloads.component(namespace, workload), container);
    }

    @Override
    public List<Pod> pods(String cluster) {
        return pods.getOrDefault(cluster, List.of());
    }

    /** Whether any pod of the cluster was captured. */
    boolean hasPods(String cluster) {
        return !pods(cluster).isEmpty();
    }

    /** The pods of one namespace. */
    List<Pod> pods(String cluster, String namespace) {
        return podsByNamespace.getOrDefault(cluster, Map.of()).getOrDefault(namespace, List.of());
    }

    @Override
    public Optional<Pod> podByIp(String cluster, String ip) {
        return Optional.ofNullable(podsByIp.getOrDefault(cluster, Map.of()).get(ip));
    }

    /** All Services of a cluster. */
    List<Service> services(String cluster) {
        return List.copyOf(services.getOrDefault(cluster, Map.of()).values());
    }

    /** The Service of that name. */
    Optional<Service> service(String cluster, String namespace, String name) {
        return Optional.ofNullable(services.getOrDefault(cluster, Map.of()).get(namespace + "/" + name));
    }

    @Override
    public Optional<Service> serviceByHost(String cluster, String host, String fromNamespace) {
        int colon = host.lastIndexOf(':');
        String[] parts = (colon > 0 ? host.substring(0, colon) : host).split("\\.");
        boolean local = parts.length <= 2 || parts[2].equals("svc");
        if (!local || parts[0].isEmpty()) {
            return Optional.empty();
        }
        return service(cluster, parts.length == 1 ? fromNamespace : parts[1], parts[0]);
    }

    @Override
    public Optional<Service> serviceByIp(String cluster, String ip) {
        return Optional.ofNullable(servicesByIp.getOrDefault(cluster, Map.of()).get(ip));
    }

    @Override
    public List<Pod> podsOf(Service service) {
        if (service.selector().isEmpty()) {
            return List.of();
        }
        return pods(service.cluster(), service.namespace()).stream()
                .filter(pod ->
                        pod.labels().entrySet().containsAll(service.selector().entrySet()))
                .toList();
    }

    @Override
    public Optional<Pod> pod(String cluster, String namespace, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!namespace.isEmpty()) {
            return Optional.ofNullable(
                    podsByName.getOrDefault(cluster, Map.of()).get(namespace + "/" + name));
        }
        List<Pod> named = podsNamed.getOrDefault(cluster, Map.of()).getOrDefault(name, List.of());
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private PathOwners owners(String cluster) {
        return owners.computeIfAbsent(cluster, name -> {
            Set<String> namespaces = new HashSet<>();
            index.of(name, "Namespace").forEach(namespace -> namespaces.add(namespace.name()));
            pods(name).forEach(pod -> namespaces.add(pod.namespace()));
            return new PathOwners(pods(name), namespaces);
        });
    }

    private void addCluster(String cluster) {
        Set<String> ambient = new HashSet<>();
        index.of(cluster, "Namespace").stream()
                .filter(namespace ->
                        namespace.labels().text("istio.io/dataplane-mode").equals("ambient"))
                .forEach(namespace -> ambient.add(namespace.name()));
        List<Pod> all = new ArrayList<>();
        for (KubeObject object : index.of(cluster, "Pod")) {
            Pod pod = PodFacts.of(cluster, object, ambient::contains);
            all.add(pod);
            podsByName.computeIfAbsent(cluster, key -> new HashMap<>()).put(pod.namespace() + "/" + pod.name(), pod);
            podsNamed
                    .computeIfAbsent(cluster, key -> new HashMap<>())
                    .computeIfAbsent(pod.name(), key -> new ArrayList<>())
                    .add(pod);
            podsByNamespace
                    .computeIfAbsent(cluster, key -> new HashMap<>())
                    .computeIfAbsent(pod.namespace(), key -> new ArrayList<>())
                    .add(pod);
            if (!pod.podIp().isEmpty() && !pod.hostNetwork()) {
                podsByIp.computeIfAbsent(cluster, key -> new HashMap<>()).put(pod.podIp(), pod);
            }
        }
        pods.put(cluster, List.copyOf(all));
        for (KubeObject object : index.of(cluster, "Service", "")) {
            Service service = ServiceFacts.service(cluster, object);
            services.computeIfAbsent(cluster, key -> new TreeMap<>())
                    .put(service.namespace() + "/" + service.name(), service);
            if (!service.clusterIp().isEmpty() && !service.clusterIp().equals("None")) {
                servicesByIp.computeIfAbsent(cluster, key -> new HashMap<>()).put(service.clusterIp(), service);
            }
        }
    }

    /** Identities of folders all of whose identified files are of one pod. */
    private static Map<String, String[]> byFolder(Map<String, String[]> identities) {
        Map<String, String[]> byFolder = new HashMap<>();
        Set<String> mixed = new HashSet<>();
        identities.forEach((path, identity) -> {
            String folder = CapturePath.folder(path);
            String[] other = byFolder.putIfAbsent(folder, identity);
            if (other != null && !(other[0].equals(identity[0]) && other[1].equals(identity[1]))) {
                mixed.add(folder);
            }
        });
        byFolder.keySet().removeAll(mixed);
        return byFolder;
    }
}
