package dev.meshdx.collect;

import java.io.IOException;

/** Logs of the containers of a pod, and what those that restarted wrote before. */
final class PodLogs {

    /** Lines from the end, so that the newest are there when the limit of bytes is reached. */
    private static final int LINES = 10_000;

    private final ApiServer api;
    private final Staging staging;
    private final Scope scope;
    private final Pace pace;

    PodLogs(ApiServer api, Staging staging, Scope scope, Pace pace) {
        this.api = api;
        this.staging = staging;
        this.scope = scope;
        this.pace = pace;
    }

    /** Takes the logs of a pod. */
    void take(MeshPod pod, Outcome outcome) throws FullDiskException {
        for (var container : pod.containers().entrySet()) {
            String file = pod.folder() + container.getKey();
            String base = path(pod, container.getKey());
            one(base + "&sinceSeconds=" + scope.since().toSeconds(), file + ".log", outcome);
            if (container.getValue() > 0) {
                one(base + "&previous=true", file + "-previous.log", outcome);
            }
        }
    }

    private String path(MeshPod pod, String container) {
        return "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/log?container=" + container
                + "&tailLines=" + LINES + "&limitBytes=" + pace.logBytes();
    }

    private void one(String path, String file, Outcome outcome) throws FullDiskException {
        try {
            Redactions redactions = new Redactions();
            long bytes = api.get(path, in -> {
                long[] read = new long[1];
                staging.write(file, target -> read[0] = new RedactedCopy(redactions).text(in, target));
                return read[0];
            });
            outcome.files().put(file, api.now());
            redactions.counts().forEach((sort, count) -> outcome.redacted().merge(sort, count, Long::sum));
            if (bytes >= pace.logBytes()) {
                outcome.problems().put(file, "cut after " + pace.logBytes() + " bytes (--log-bytes)");
            }
        } catch (FullDiskException e) {
            throw e;
        } catch (IOException e) {
            outcome.problems().put(file, Tasks.reason(e));
        }
    }
}
