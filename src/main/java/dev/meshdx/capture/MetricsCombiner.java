package dev.meshdx.capture;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.MetricSample;
import dev.meshdx.facts.MetricSeries;
import dev.meshdx.facts.Origin;
import dev.meshdx.facts.ProxyMemory;
import dev.meshdx.facts.SeriesFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Metric samples of the newest file, series over several, and the memory of proxies that are not Envoy. */
final class MetricsCombiner implements Combiner {

    private static final Pattern BEFORE = Pattern.compile("(^|[/._-])(before|baseline|start|t0)([/._-]|$)");
    private static final Set<String> PROXIES = Set.of("linkerd-proxy", "istio-proxy");

    @Override
    public void combine(Evidence evidence, Inventory inventory, Consumer<Fact> facts) {
        Set<String> proxies = new HashSet<>();
        evidence.all(ProxyPage.class).forEach(page -> proxies.add(page.path()));
        Map<String, List<Point>> series = new TreeMap<>();
        Map<String, Double> moments = new HashMap<>();
        evidence.all(TakenFile.class)
                .forEach(file -> moments.put(file.path(), (double) file.moment().getEpochSecond()));
        for (RawSample raw : evidence.all(RawSample.class)) {
            RawSample sample = raw.seconds() > 0 ? raw : raw.at(moments.getOrDefault(raw.path(), 0.0));
            Point point = new Point(sample, ownerOf(sample, inventory));
            series.computeIfAbsent(point.key(), key -> new ArrayList<>()).add(point);
        }
        for (List<Point> points : series.values()) {
            points.sort(Point.ORDER);
            Point newest = points.get(points.size() - 1);
            boolean proxy = proxies.contains(newest.sample().path())
                    || newest.owner().container().equals("linkerd-proxy");
            if (newest.sample().name().equals(MetricsReader.RESIDENT) && proxy) {
                facts.accept(memory(newest, evidence.all(ContainerLimit.class)));
            }
            if (evidence.selection().metrics().contains(newest.sample().name())) {
                facts.accept(sample(newest));
                if (points.size() > 1) {
                    facts.accept(series(points));
                }
            }
        }
    }

    private static Owner ownerOf(RawSample sample, Inventory inventory) {
        if (sample.pod().isEmpty()) {
            return inventory.ownerOf(sample.path());
        }
        String namespace = sample.labels()
                .getOrDefault("namespace", inventory.ownerOf(sample.path()).namespace());
        return inventory.owner(inventory.clusterOf(sample.path()), namespace, sample.pod(), sample.container());
    }

    private static ProxyMemory memory(Point point, List<ContainerLimit> limits) {
        Owner owner = point.owner();
        long resident = (long) point.sample().value();
        long limit = limits.stream()
                .filter(one -> one.cluster().equals(owner.cluster())
                        && one.namespace().equals(owner.namespace())
                        && one.pod().equals(owner.pod())
                        && PROXIES.contains(one.container()))
                .mapToLong(ContainerLimit::memoryLimitBytes)
                .findFirst()
                .orElse(0);
        return new ProxyMemory(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                owner.workload(),
                -1,
                -1,
                resident,
                limit,
                limit == 0 ? 0 : (double) resident / limit,
                point.origin());
    }

    private static MetricSample sample(Point point) {
        Owner owner = point.owner();
        return new MetricSample(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                owner.workload(),
                owner.component(),
                point.sample().name(),
                point.sample().labels(),
                point.sample().value(),
                point.origin());
    }

    private static MetricSeries series(List<Point> points) {
        Point newest = points.get(points.size() - 1);
        Owner owner = newest.owner();
        SeriesFeatures features = SeriesFeatures.of(points.stream()
                .map(point -> new SeriesFeatures.Sample(
                        point.sample().seconds(), point.sample().value()))
                .toList());
        return new MetricSeries(
                owner.cluster(),
                owner.namespace(),
                owner.pod(),
                owner.workload(),
                owner.component(),
                newest.sample().name(),
                newest.sample().labels(),
                features.samples(),
                features.first(),
                features.last(),
                features.max(),
                features.growthRatio(),
                features.slopePerHour(),
                features.spanHours(),
                newest.origin());
    }

    private record Point(RawSample sample, Owner owner) {

        /** By time, else files called "before" first, else by name, so that the order of reading does not matter. */
        static final Comparator<Point> ORDER = Comparator.comparingDouble((Point point) -> point.sample.seconds())
                .thenComparing(point -> !BEFORE.matcher(point.sample.path()).find())
                .thenComparing(point -> point.sample.path())
                .thenComparing(point -> point.sample.line());

        /** Containers of a pod have metrics of the same name, so the container belongs to the key, or what is left of the file name. */
        String key() {
            boolean known = !owner.pod().isEmpty() && !owner.container().isEmpty();
            String series = new TreeMap<>(sample.labels()).toString();
            String file = known ? "" : neutral(sample.path());
            return String.join(
                    "\0",
                    owner.cluster(),
                    owner.namespace(),
                    owner.pod(),
                    owner.container(),
                    sample.name(),
                    series,
                    file);
        }

        private static String neutral(String path) {
            return path.replaceAll("[/._-](before|after|baseline|start|end|t[0-9]+)(?=[/._-]|$)", "")
                    .replaceAll("^(before|after)/", "");
        }

        Origin origin() {
            return sample.line() > 0
                    ? Origin.line(sample.path(), sample.line())
                    : Origin.pointer(sample.path(), sample.pointer());
        }
    }
}
