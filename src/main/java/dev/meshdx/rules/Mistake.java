package dev.meshdx.rules;

/**
 * One reason why a rule file is refused.
 *
 * @param fault what kind of mistake it is
 * @param at where
 * @param message what is wrong, with the value and what was probably meant
 * @param fix what to write instead, empty when the message says it all
 */
public record Mistake(Fault fault, Place at, String message, String fix) {}
