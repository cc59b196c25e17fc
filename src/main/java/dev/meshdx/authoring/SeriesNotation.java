package dev.meshdx.authoring;

import dev.meshdx.facts.SeriesFeatures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Series as promtool writes them: {@code 80+10x17} is 80 and 17 further samples, each 10 larger, {@code 5x3} is four times 5,
 * {@code _} and {@code _x3} are samples that are missing. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
final class SeriesNotation {

    /** Features of more samples than this say nothing new. */
    private static final int MAX_SAMPLES = 10_000;

    private static final Pattern GAP = Pattern.compile("_(?:x(\\d{1,5}))?");
    private static final Pattern VALUES = Pattern.compile(
            "(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)(?:([+-]\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)?x(\\d{1,5}))?");

    private SeriesNotation() {}

    /** The samples; the last place of the series is now. */
    static List<SeriesFeatures.Sample> samples(YamlNode values, Duration step, Instant now) {
        Map<Integer, Double> byPlace = new LinkedHashMap<>();
        int place = 0;
        for (String word : values.text().strip().split("\\s+")) {
            Matcher gap = GAP.matcher(word);
            Matcher run = VALUES.matcher(word);
            if (gap.matches()) {
                place += gap.group(1) == null ? 1 : Integer.parseInt(gap.group(1));
            } else if (run.matches()) {
                double first = Double.parseDouble(run.group(1));
                double each = run.group(2) == null ? 0 : Double.parseDouble(run.group(2));
                int more = run.group(3) == null ? 0 : Integer.parseInt(run.group(3));
                for (int i = 0; i <= more; i++) {
                    byPlace.put(place++, first + i * each);
                }
            } else {
                throw values.wrong("'" + word + "' is no part of a series; write 5, 5x3, 80+10x17, 80-10x17, _ or _x3");
            }
            if (place > MAX_SAMPLES) {
                throw values.wrong("the series has more than " + MAX_SAMPLES + " samples");
            }
        }
        if (byPlace.size() < 2) {
            throw values.wrong("a series needs at least two samples");
        }
        List<SeriesFeatures.Sample> samples = new ArrayList<>();
        for (Map.Entry<Integer, Double> sample : byPlace.entrySet()) {
            double before = (double) step.toSeconds() * (place - 1 - sample.getKey());
            samples.add(new SeriesFeatures.Sample(now.getEpochSecond() - before, sample.getValue()));
        }
        return samples;
    }
}
