package dev.meshdx.facts;

/**
 * What became of one file of the capture.
 *
 * @param path path inside the capture
 * @param state read, partly-read, not-needed, unrecognised or unreadable
 * @param format format that was recognised, empty when none
 * @param reason why it was not, or not wholly, read; empty when it was
 * @param bytes size in bytes
 */
public record CapturedFile(String path, String state, String format, String reason, long bytes) {}
