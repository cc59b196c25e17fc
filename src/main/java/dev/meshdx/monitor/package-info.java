/**
 * Turns alerts of the packs into files for Prometheus, its operator and Grafana. It imports the alerts of rules and the writers
 * of JSON and YAML, nothing else of ours. Front door: {@link dev.meshdx.monitor.MonitorFormat}.
 */
@NullMarked
package dev.meshdx.monitor;

import org.jspecify.annotations.NullMarked;
