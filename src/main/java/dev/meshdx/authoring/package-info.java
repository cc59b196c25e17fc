/**
 * What authors of rules need: the test runner for rules and for labelled captures. It imports facts, rules and diagnosis, never
 * report, audit or cli. Front door: {@link dev.meshdx.authoring.RuleTests}.
 */
@NullMarked
package dev.meshdx.authoring;

import org.jspecify.annotations.NullMarked;
