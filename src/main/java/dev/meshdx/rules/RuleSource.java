package dev.meshdx.rules;

/**
 * A rule file as text.
 *
 * @param path path as messages print it
 * @param drl text
 */
record RuleSource(String path, String drl) {}
