package dev.meshdx.capture;

import java.time.Instant;

/** When a file was taken, as a manifest says. */
record TakenFile(String path, Instant moment) {}
