/**
 * Takes a capture of a live cluster: lists of objects, logs and the pages of proxies and control planes, redacted, with a
 * manifest. It only reads, and it feeds no rules: what it writes is read back like any other capture. It imports the
 * Kubernetes client and nothing else of ours. Front door: {@link dev.meshdx.collect.Collector}.
 */
@NullMarked
package dev.meshdx.collect;

import org.jspecify.annotations.NullMarked;
