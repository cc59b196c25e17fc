/**
 * What authors of rules need: scaffold, fact types, tests, a watch over them, and mutants that say what no test holds; also the
 * runner for labelled captures. It imports facts, rules and diagnosis, never report, audit or cli; how captured files become
 * facts is handed in. Front door: {@link dev.meshdx.authoring.RuleTests}.
 */
@NullMarked
package dev.meshdx.authoring;

import org.jspecify.annotations.NullMarked;
