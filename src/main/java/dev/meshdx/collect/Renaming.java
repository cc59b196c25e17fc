package dev.meshdx.collect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces names and addresses in texts. A name counts where it begins a part between dots or other signs and ends before a dot, a hyphen
 * or such a sign: {@code cart} in {@code cart.shop.svc} and in {@code cart-5b7d8c-x7k2p}, not in {@code my-cart} or
 * {@code cart_total}. The longest name wins.
 */
final class Renaming {

    private static final Pattern IPV6 =
            Pattern.compile("(?<![\\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\\w:.])");
    private static final Pattern IPV6_GROUPS = Pattern.compile("(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}");

    private final NameMap names;
    private final AddressPseudonyms addresses;

    Renaming(NameMap names) {
        this.names = names;
        this.addresses = new AddressPseudonyms(names);
    }

    /** The text with pseudonyms. */
    String text(String text) {
        String plain = text.contains("::") || text.chars().filter(c -> c == ':').count() >= 7 ? ipv6(text) : text;
        StringBuilder result = null;
        int copied = 0;
        int at = 0;
        while (at < plain.length()) {
            if (!isPart(plain.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < plain.length() && isPart(plain.charAt(end))) {
                end++;
            }
            String run = plain.substring(at, end);
            String renamed = run(run);
            if (!renamed.equals(run)) {
                result = result == null ? new StringBuilder(plain.length() + 16) : result;
                result.append(plain, copied, at).append(renamed);
                copied = end;
            }
            at = end;
        }
        return result == null
                ? plain
                : result.append(plain, copied, plain.length()).toString();
    }

    private static boolean isPart(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '.' || c == '_';
    }

    /** A run of letters, digits, dots, hyphens and underscores. */
    private String run(String run) {
        StringBuilder result = new StringBuilder();
        int part = 0;
        while (part < run.length()) {
            boolean afterNumber = part > 1 && Character.isDigit(run.charAt(part - 2));
            int address = afterNumber ? -1 : addressEnd(run, part);
            int end = address > 0 ? address : nameEnd(run, part);
            if (end > part) {
                String found = run.substring(part, end);
                String pseudonym = address > 0 ? addresses.of(found) : names.of(found);
                result.append(pseudonym == null ? found : pseudonym);
                part = end;
            }
            int dot = run.indexOf('.', part);
            int next = dot < 0 ? run.length() : dot + 1;
            result.append(run, part, next);
            part = next;
        }
        return result.toString();
    }

    /** Where the longest known name that begins here ends, or the place itself. */
    private int nameEnd(String run, int from) {
        for (int end = run.length(); end > from; end--) {
            boolean boundary = end == run.length() || run.charAt(end) == '.' || run.charAt(end) == '-';
            if (boundary && names.of(run.substring(from, end)) != null) {
                return end;
            }
        }
        return from;
    }

    /** Where an IPv4 address that begins here ends, -1 when there is none. */
    private static int addressEnd(String run, int from) {
        int at = from;
        for (int group = 0; group < 4; group++) {
            int digits = at;
            while (at < run.length() && Character.isDigit(run.charAt(at))) {
                at++;
            }
            boolean number = at > digits && at - digits <= 3 && Integer.parseInt(run.substring(digits, at)) <= 255;
            boolean dot = at < run.length() && run.charAt(at) == '.';
            if (!number || group < 3 && !dot) {
                return -1;
            }
            at += group < 3 ? 1 : 0;
        }
        boolean more = at < run.length() && (Character.isLetterOrDigit(run.charAt(at)) || isGroup(run, at));
        return more ? -1 : at;
    }

    /** Whether a fifth number follows, which versions have and addresses do not. */
    private static boolean isGroup(String run, int at) {
        return run.charAt(at) == '.' && at + 1 < run.length() && Character.isDigit(run.charAt(at + 1));
    }

    private String ipv6(String text) {
        return IPV6.matcher(text).replaceAll(match -> Matcher.quoteReplacement(address(match.group())));
    }

    private String address(String candidate) {
        boolean whole = IPV6_GROUPS.matcher(candidate).matches();
        boolean shortened = candidate.contains("::") && candidate.length() > 2 && !candidate.contains(":::");
        return whole || shortened ? addresses.of(candidate) : candidate;
    }
}
