/**
 * The command line: one class per command, no logic. It imports the front doors of the other packages and picocli, never
 * Drools. Front door: {@link dev.meshdx.cli.Main}.
 */
@NullMarked
package dev.meshdx.cli;

import org.jspecify.annotations.NullMarked;
