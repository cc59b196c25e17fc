package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of the mesh, and which of them are asked: all that look ill, all of control planes, a sample of the others. */
final class MeshPods {

    private final List<MeshPod> all;

    private MeshPods(List<MeshPod> all) {
        this.all = all;
    }

    /** Reads the lists of pods; a file that was not captured counts as empty. */
    static MeshPods read(Path folder, List<String> files) throws IOException {
        List<MeshPod> pods = new ArrayList<>();
        for (String file : files) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                addAll(path, pods);
            }
        }
        pods.sort(Comparator.comparing((MeshPod pod) -> pod.isProxy())
                .thenComparing(pod -> !pod.ill())
                .thenComparing(MeshPod::namespace)
                .thenComparing(MeshPod::name));
        return new MeshPods(pods);
    }

    /** Control planes first, then proxies that look ill, then others, so many per workload. */
    List<MeshPod> chosen(int healthyPerWorkload) {
        Map<String, Integer> taken = new HashMap<>();
        List<MeshPod> chosen = new ArrayList<>();
        for (MeshPod pod : all) {
            boolean always = !pod.isProxy() || pod.ill();
            if (always || taken.merge(pod.namespace() + "/" + pod.workload(), 1, Integer::sum) <= healthyPerWorkload) {
                chosen.add(pod);
            }
        }
        return chosen;
    }

    /** Proxies in all. */
    long proxies() {
        return all.stream().filter(MeshPod::isProxy).count();
    }

    /** Images of what the mesh consists of, and how many pods have each. */
    Map<String, String> images() {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(pod -> counts.merge(pod.image(), 1, Integer::sum));
        counts.remove("");
        Map<String, String> images = new TreeMap<>();
        counts.forEach((image, count) -> images.put(image, count + (count == 1 ? " pod" : " pods")));
        return images;
    }

    private static void addAll(Path file, List<MeshPod> pods) throws IOException {
        try (var in = Files.newInputStream(file);
                JsonParser parser = ApiServer.JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                boolean items = parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("items");
                if (items && parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        JsonNode pod = parser.readValueAsTree();
                        MeshPod.of(pod).ifPresent(pods::add);
                    }
                }
            }
        }
    }
}
