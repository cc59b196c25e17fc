package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void keepsOrdinaryText() {
        assertThat(Terminal.clean("größer 漢字 🚀 {\"a\": 1}")).isEqualTo("größer 漢字 🚀 {\"a\": 1}");
    }

    @Test
    void stripsColoursWhole() {
        assertThat(Terminal.clean("\u001B[1;31mwarning\u001B[0m envoy")).isEqualTo("warning envoy");
    }

    @Test
    void stripsLonelyEscapes() {
        assertThat(Terminal.clean("a\u001Bb\u0080c\u2066d\u200Be")).isEqualTo("abcde");
    }

    @Test
    void countsWideAndCombiningCharacters() {
        assertThat(Terminal.columns("e\u0301漢")).isEqualTo(3);
    }

    @Test
    void clipsAtEitherEnd() {
        assertThat(Terminal.clip("abcdef", 4, "…")).isEqualTo("abc…");
        assertThat(Terminal.clipLeft("abcdef", 4, "…")).isEqualTo("…def");
        assertThat(Terminal.clip("漢漢漢", 4, "…")).isEqualTo("漢…");
        assertThat(Terminal.clip("abcd", 4, "…")).isEqualTo("abcd");
    }
}
