package dev.meshdx.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                count >= 3               ~ count < 3
                count <= 3               ~ count > 3
                flag == "a == b"         ~ flag != "a == b"
                flag != "x"              ~ flag == "x"
                expired                  ~ expired == false
                name matches "a >= b"    ~ name not matches "a >= b"
                name not in ("a", "b")   ~ name in ("a", "b")
                a == 1 || b == 2         ~ ''
                """)
    void aComparisonBecomesItsOpposite(String constraint, String opposite) {
        assertThat(Turned.of(constraint)).isEqualTo(opposite);
    }
}
