/**
 * Turns the conclusions of rules into ranked diagnoses: certainty, outcome of every failure mode, cause tree, next evidence,
 * commands. It imports facts and the result types of rules; never Drools, capture, report or I/O. Front door:
 * {@link dev.meshdx.diagnosis.Diagnostician}.
 */
@NullMarked
package dev.meshdx.diagnosis;

import org.jspecify.annotations.NullMarked;
