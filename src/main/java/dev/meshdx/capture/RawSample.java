package dev.meshdx.capture;

import java.util.HashMap;
import java.util.Map;

/**
 * A sample of a metric that a pack asks for.
 *
 * @param path file
 * @param pod pod by a separator inside the file, empty when the file has one owner
 * @param container its container, empty when unknown
 * @param line line, 0 in JSON
 * @param pointer JSON pointer, empty in text
 * @param name metric name
 * @param labels labels
 * @param value value
 * @param seconds time of the sample in seconds since 1970, 0 when it is that of the file
 */
record RawSample(
        String path,
        String pod,
        String container,
        int line,
        String pointer,
        String name,
        Map<String, String> labels,
        double value,
        double seconds) {

    RawSample {
        Map<String, String> masked = new HashMap<>(labels);
        masked.replaceAll((label, text) -> Redaction.masked(text));
        labels = Map.copyOf(masked);
    }

    /** The same at the time of its file. */
    RawSample at(double fileSeconds) {
        return new RawSample(path, pod, container, line, pointer, name, labels, value, fileSeconds);
    }
}
