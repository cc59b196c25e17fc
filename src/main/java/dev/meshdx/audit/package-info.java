/**
 * Judges many captures and says by cause which clusters are hit. It imports the front doors of capture, rules, diagnosis and
 * report. Front door: {@link dev.meshdx.audit.Audit}; its result, {@link dev.meshdx.audit.AuditReport}, is what every
 * {@link dev.meshdx.audit.AuditFormat} renders.
 */
@NullMarked
package dev.meshdx.audit;

import org.jspecify.annotations.NullMarked;
