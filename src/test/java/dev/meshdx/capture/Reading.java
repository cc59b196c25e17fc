package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.Pod;
import dev.meshdx.facts.Selection;
import dev.meshdx.facts.Service;
import dev.meshdx.facts.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads small texts as files of a capture whose pods are known by the names of their files: {@code namespace/pod/container}. */
final class Reading {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final Evidence evidence;
    private final List<Pod> pods = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private String reason = "";

    private Reading(Selection selection) {
        this.evidence = new Evidence(selection);
    }

    static Reading of(Signature... signatures) {
        return new Reading(new Selection(Set.of(), Set.of(), List.of(signatures)));
    }

    static Reading ofMetrics(String... metrics) {
        return new Reading(new Selection(Set.of(), Set.of(metrics), List.of()));
    }

    static Head head(String text) {
        return new Head("some/file", text);
    }

    Reading with(Pod pod) {
        pods.add(pod);
        return this;
    }

    Reading with(Service service) {
        services.add(service);
        return this;
    }

    /** Reads a text that the reader must recognise. */
    Reading read(FileReader reader, String path, String text) {
        Head head = new Head(path, text);
        if (!reader.recognises(head)) {
            throw new AssertionError(reader.format() + " does not recognise:\n" + text);
        }
        try {
            reason = reader.read(new TextFile(path, head), evidence);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the last read left out. */
    String reason() {
        return reason;
    }

    Evidence evidence() {
        return evidence;
    }

    /** Number of entries read and of statements of completeness for a kind in a file. */
    int[] covered(String kind, String path) {
        return evidence.coverage().get(kind).get(path);
    }

    /** The facts of one type that a combiner makes. */
    <T extends Fact> List<T> facts(Combiner combiner, Class<T> type) {
        List<Fact> facts = new ArrayList<>();
        combiner.combine(evidence, new NamedOwners(), facts::add);
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private record TextFile(String path, Head head) implements CaptureFile {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(head.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class NamedOwners implements Inventory {

        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public Owner ownerOf(String path) {
            String[] identity = evidence.identities().get(path);
            if (identity != null) {
                return owner("c", identity[0], identity[1], identity[2]);
            }
            String[] parts = path.split("[/.]");
            return parts.length < 3 ? new Owner("c", "", "", "", "", "") : owner("c", parts[0], parts[1], parts[2]);
        }

        @Override
        public Owner owner(String cluster, String namespace, String pod, String container) {
            String workload = Workloads.ofPod(pod);
            return new Owner(cluster, namespace, pod, workload, Workloads.component(namespace, workload), container);
        }

        @Override
        public String clusterOf(String path) {
            return "c";
        }

        @Override
        public List<Pod> pods(String cluster) {
            return pods;
        }

        @Override
        public Optional<Pod> pod(String cluster, String namespace, String name) {
            return pods.stream()
                    .filter(pod -> pod.name().equals(name) && pod.namespace().equals(namespace))
                    .findFirst();
        }

        @Override
        public Optional<Pod> podByIp(String cluster, String ip) {
            return pods.stream().filter(pod -> pod.podIp().equals(ip)).findFirst();
        }

        @Override
        public Optional<Service> serviceByHost(String cluster, String host, String fromNamespace) {
            return services.stream()
                    .filter(service -> service.host().startsWith(host))
                    .findFirst();
        }

        @Override
        public Optional<Service> serviceByIp(String cluster, String ip) {
            return services.stream()
                    .filter(service -> service.clusterIp().equals(ip))
                    .findFirst();
        }

        @Override
        public List<Pod> podsOf(Service service) {
            return List.of();
        }
    }
}
