/**
 * Checks of rules, entries, tests, manifests and alerts that need no engine: each is one class with an id, a severity and one
 * sentence why. It imports facts and the neutral syntax tree of rules, never Drools, report, audit or cli. Front door:
 * {@link dev.meshdx.lint.Lint}.
 */
@NullMarked
package dev.meshdx.lint;

import org.jspecify.annotations.NullMarked;
