/**
 * Loads packs of rules and entries, fires them over facts and returns what they conclude. The only package that imports
 * Drools; besides it imports facts. Front door: {@link dev.meshdx.rules.RuleBase}.
 */
@NullMarked
package dev.meshdx.rules;

import org.jspecify.annotations.NullMarked;
