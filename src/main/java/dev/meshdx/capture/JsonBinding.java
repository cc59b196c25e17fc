package dev.meshdx.capture;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Jackson's data binding, made on first use: a capture without small JSON documents need not wait for it. */
final class JsonBinding {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonBinding() {}
}
