package dev.meshdx.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as reports write them: at most four decimals, no exponent, the same on every machine. */
final class Numbers {

    private static final int DECIMALS = 4;

    private Numbers() {}

    static String rounded(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
