package dev.meshdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiteralScanTest {

    private static BitSet found(List<String> literals, String text) {
        BitSet found = new BitSet();
        new LiteralScan(literals).scan(text, found);
        return found;
    }

    @Test
    void findsLiteralsThatOverlapOrLieInsideEachOther() {
        assertThat(found(List.of("he", "she", "hers", "his"), "ushers").stream())
                .containsExactly(0, 1, 2);
    }

    @Test
    void neverFindsAnEmptyLiteral() {
        assertThat(found(List.of("", "a"), "aaa").stream()).containsExactly(1);
    }

    @Test
    void findsWhatContainsFinds() {
        Random random = new Random(7);
        List<String> literals = IntStream.range(0, 60)
                .mapToObj(i -> word(random, 1 + random.nextInt(4)))
                .toList();
        for (int round = 0; round < 200; round++) {
            String text = word(random, random.nextInt(40));
            BitSet expected = new BitSet();
            IntStream.range(0, 60).filter(i -> text.contains(literals.get(i))).forEach(expected::set);
            assertThat(found(literals, text)).as(text).isEqualTo(expected);
        }
    }

    private static String word(Random random, int length) {
        return random.ints(length, 0, 4)
                .mapToObj(i -> String.valueOf("abcé".charAt(i)))
                .reduce("", String::concat);
    }
}
