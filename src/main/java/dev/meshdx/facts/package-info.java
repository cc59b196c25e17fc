/**
 * The vocabulary of rules: immutable records about a captured cluster, each with its origin. It imports the JDK only. Front
 * door: {@link dev.meshdx.facts.FactBase}.
 */
@NullMarked
package dev.meshdx.facts;

import org.jspecify.annotations.NullMarked;
