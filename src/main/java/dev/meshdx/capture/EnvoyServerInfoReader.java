package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Envoy's /server_info. */
final class EnvoyServerInfoReader implements FileReader {

    @Override
    public String format() {
        return "envoy server_info";
    }

    @Override
    public boolean recognises(Head head) {
        boolean likely = head.isJson() && (head.contains("_current_epoch\"") || head.contains("CurrentEpoch\""));
        List<String> keys = likely ? head.keys() : List.of();
        return keys.contains("uptime_current_epoch") && keys.contains("version");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try {
            JsonNode info = EnvoyJson.tree(file);
            Origin origin = Origin.line(file.path(), 1);
            String version = EnvoyNode.release(EnvoyJson.text(info, "version"));
            EnvoyNode.add(info.path("node"), origin, EnvoyJson.text(info, "state"), version, evidence);
            long uptime = seconds(EnvoyJson.text(info, "uptime_current_epoch"));
            if (uptime >= 0) {
                EnvoyClock.add(new EnvoyEvidence.Clock(origin, Instant.EPOCH, uptime), evidence);
            }
            evidence.covers(file.path(), "server-info", 1, true);
            return "";
        } catch (JsonProcessingException e) {
            return EnvoyJson.broken(e);
        }
    }

    /** Seconds of a protobuf duration such as {@code 176s}, -1 when it is none. */
    private static long seconds(String duration) {
        int end = 0;
        while (end < duration.length() && Character.isDigit(duration.charAt(end))) {
            end++;
        }
        return end == 0 || end > 15 ? -1 : Long.parseLong(duration.substring(0, end));
    }
}
