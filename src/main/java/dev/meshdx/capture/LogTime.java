package dev.meshdx.capture;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Times as logs print them, read by hand because there is one on every line. Without a zone they are taken as UTC. */
final class LogTime {

    /** No time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DATE_TIME_LENGTH = 19;
    private static final long MICROS = 1_000_000L;

    private LogTime() {}

    /** Microseconds since 1970 of a time like {@code 2026-11-23T19:00:37.878575Z} at that place, else {@link #NONE}. */
    static long at(String line, int from) {
        if (line.length() < from + DATE_TIME_LENGTH || !looksLikeTime(line, from)) {
            return NONE;
        }
        int month = number(line, from + 5, 2);
        int day = number(line, from + 8, 2);
        int hour = number(line, from + 11, 2);
        int minute = number(line, from + 14, 2);
        int second = number(line, from + 17, 2);
        int year = number(line, from, 4);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > monthEnd(year, month)) {
            return NONE;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NONE;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3600L + minute * 60L + second;
        int end = endOfFraction(line, from + DATE_TIME_LENGTH);
        long fraction = fraction(line, from + DATE_TIME_LENGTH, end);
        return (seconds - offsetSeconds(line, end)) * MICROS + fraction;
    }

    /** Place after the time that begins there. */
    static int end(String line, int from) {
        int end = endOfFraction(line, from + DATE_TIME_LENGTH);
        if (end < line.length() && line.charAt(end) == 'Z') {
            return end + 1;
        }
        return isOffset(line, end) ? end + 6 : end;
    }

    /** The moment, {@link Instant#EPOCH} for {@link #NONE}. */
    static Instant instant(long micros) {
        return micros == NONE ? Instant.EPOCH : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static boolean looksLikeTime(String line, int from) {
        char date = line.charAt(from + 4);
        char middle = line.charAt(from + 10);
        return (date == '-' || date == '/')
                && line.charAt(from + 7) == date
                && (middle == 'T' || middle == ' ')
                && line.charAt(from + 13) == ':'
                && line.charAt(from + 16) == ':';
    }

    private static int monthEnd(int year, int month) {
        return LocalDate.of(year, month, 1).lengthOfMonth();
    }

    private static int number(String line, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int endOfFraction(String line, int from) {
        int end = from;
        if (end < line.length() && (line.charAt(end) == '.' || line.charAt(end) == ',')) {
            end++;
            while (end < line.length() && Character.isDigit(line.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static long fraction(String line, int from, int end) {
        long micros = 0;
        for (int i = 0; i < 6; i++) {
            int place = from + 1 + i;
            micros = micros * 10 + (place < end ? line.charAt(place) - '0' : 0);
        }
        return micros;
    }

    private static boolean isOffset(String line, int at) {
        return line.length() >= at + 6
                && (line.charAt(at) == '+' || line.charAt(at) == '-')
                && line.charAt(at + 3) == ':'
                && number(line, at + 1, 2) >= 0
                && number(line, at + 4, 2) >= 0;
    }

    private static int offsetSeconds(String line, int at) {
        if (!isOffset(line, at)) {
            return 0;
        }
        int seconds = number(line, at + 1, 2) * 3600 + number(line, at + 4, 2) * 60;
        return line.charAt(at) == '-' ? -seconds : seconds;
    }
}
