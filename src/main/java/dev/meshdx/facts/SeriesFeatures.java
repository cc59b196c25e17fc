package dev.meshdx.facts;

import java.util.List;

/**
 * What is kept of the samples of a metric, see {@link MetricSeries}.
 *
 * @param samples number of samples
 * @param first first value
 * @param last last value
 * @param max largest value
 * @param growthRatio last / first, 0 when first is 0
 * @param slopePerHour least-squares slope per hour, 0 when times are unknown
 * @param spanHours time between first and last sample in hours, 0 when unknown
 */
public record SeriesFeatures(
        int samples, double first, double last, double max, double growthRatio, double slopePerHour, double spanHours) {

    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * One sample.
     *
     * @param seconds seconds since 1970, 0 when unknown
     * @param value value
     */
    public record Sample(double seconds, double value) {}

    /** The features of at least one sample, given in order of time. */
    public static SeriesFeatures of(List<Sample> samples) {
        Sample oldest = samples.get(0);
        Sample newest = samples.get(samples.size() - 1);
        double span = newest.seconds() - oldest.seconds();
        boolean timed = oldest.seconds() > 0 && span > 0;
        return new SeriesFeatures(
                samples.size(),
                oldest.value(),
                newest.value(),
                samples.stream().mapToDouble(Sample::value).max().orElse(newest.value()),
                oldest.value() == 0 ? 0 : newest.value() / oldest.value(),
                timed ? slopePerHour(samples) : 0,
                timed ? span / SECONDS_PER_HOUR : 0);
    }

    /** Least squares over the times of the samples. */
    private static double slopePerHour(List<Sample> samples) {
        double start = samples.get(0).seconds();
        double meanTime = samples.stream()
                .mapToDouble(sample -> sample.seconds() - start)
                .average()
                .orElse(0);
        double meanValue = samples.stream().mapToDouble(Sample::value).average().orElse(0);
        double above = 0;
        double below = 0;
        for (Sample sample : samples) {
            double time = sample.seconds() - start - meanTime;
            above += time * (sample.value() - meanValue);
            below += time * time;
        }
        return below == 0 ? 0 : above / below * SECONDS_PER_HOUR;
    }
}
