package dev.meshdx.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.meshdx.facts.Origin;
import java.io.IOException;

/** Envoy's /memory. */
final class EnvoyMemoryReader implements FileReader {

    @Override
    public String format() {
        return "envoy memory";
    }

    @Override
    public boolean recognises(Head head) {
        return head.keys().contains("heap_size") && head.keys().contains("allocated");
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        try {
            JsonNode memory = EnvoyJson.tree(file);
            evidence.add(new EnvoyEvidence.Memory(
                    Origin.line(file.path(), 1),
                    EnvoyJson.number(memory, "allocated", -1),
                    EnvoyJson.number(memory, "heap_size", -1),
                    EnvoyJson.number(memory, "total_physical_bytes", -1)));
            evidence.covers(file.path(), "memory", 1, true);
            return "";
        } catch (JsonProcessingException e) {
            return EnvoyJson.broken(e);
        }
    }
}
