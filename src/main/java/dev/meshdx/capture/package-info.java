/**
 * Turns the files of a capture into facts. Readers recognise a file by its content and keep what they read as raw evidence;
 * combiners join the evidence of all files into facts. It imports facts and parsers, never rules, diagnosis, report or
 * Drools. Front door: {@link dev.meshdx.capture.Captures}.
 */
@NullMarked
package dev.meshdx.capture;

import org.jspecify.annotations.NullMarked;
