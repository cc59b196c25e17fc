/**
 * Success criteria: whether a mesh is well by what the capture measured, each with pass, warn, fail or unknown.
 * Thresholds and their sources: {@code docs/criteria.md}.
 */
@NullMarked
package dev.meshdx.criteria;

import org.jspecify.annotations.NullMarked;
