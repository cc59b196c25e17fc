package dev.meshdx.capture;

import java.util.regex.Pattern;

/**
 * Takes credentials out of texts that people read: logs, messages, values of objects. What a rule needs of such a text, names and
 * errors, stays. Secrets as objects are dropped before this; see {@link TreeBuilder}.
 */
final class Redaction {

    static final String MARK = "[redacted]";

    /** Names of values that are credentials whatever they look like. */
    private static final String NAMES =
            "pass(?:word|wd|phrase)|client[_-]?secret|secret[_-]?(?:access[_-]?)?key|private[_-]?key"
                    + "|api[_-]?key|access[_-]?key(?:[_-]?id)?|(?:auth|access|refresh|id|bearer|session|api)?[_-]?token";

    private static final Pattern KEY = Pattern.compile("(?i)(?:.*[._-])?(?:" + NAMES + "|credentials?|authorization)");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)");
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s@\"']+@");
    private static final Pattern SCHEME =
            Pattern.compile("\\b((?i:bearer|basic))\\s+(?=\\S*[A-Z0-9=])[A-Za-z0-9._~+/=-]{6,}");
    private static final Pattern JSON_WEB_TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?");
    private static final Pattern ASSIGNED = Pattern.compile("(?i)((?:" + NAMES
            + ")(?:\\\\?[\"'])?\\s*(?:=|\\\\?[\"']?:\\s*\\\\?[\"'])\\s*\\\\?[\"']?)[^\\s\"'&,;\\\\}\\]]+");
    private static final Pattern QUOTED_TOKEN = Pattern.compile("(Unrecognized token) '[^']*'");
    private static final Pattern KNOWN =
            Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{20,}\\b");

    private Redaction() {}

    /** Whether a value of that name is a credential. */
    static boolean isCredential(String name) {
        return KEY.matcher(name).matches();
    }

    /** Cheaper than the patterns, for the many texts that name none. */
    private static boolean mayNameOne(String text) {
        for (int i = 0; i < text.length() - 2; i++) {
            int lower = text.charAt(i) | 0x20;
            boolean begins = lower == 'p' && text.regionMatches(true, i, "pass", 0, 4)
                    || lower == 't' && text.regionMatches(true, i, "token", 0, 5)
                    || lower == 's' && text.regionMatches(true, i, "secret", 0, 6)
                    || lower == 'k' && text.regionMatches(true, i, "key", 0, 3);
            if (begins) {
                return true;
            }
        }
        return false;
    }

    /** Why a file was not wholly read, without what a parser quotes of it. */
    static String reason(String text) {
        return masked(QUOTED_TOKEN.matcher(text).replaceAll("$1"));
    }

    /** The text without credentials. */
    static String masked(String text) {
        String clean = text;
        if (clean.contains("PRIVATE KEY")) {
            clean = PRIVATE_KEY.matcher(clean).replaceAll(MARK);
        }
        if (clean.contains("://") && clean.indexOf('@') > 0) {
            clean = USER_INFO.matcher(clean).replaceAll(MARK + "@");
        }
        if (clean.contains("eyJ")) {
            clean = JSON_WEB_TOKEN.matcher(clean).replaceAll(MARK);
        }
        if (clean.contains("earer") || clean.contains("asic ") || clean.contains("EARER") || clean.contains("ASIC ")) {
            clean = SCHEME.matcher(clean).replaceAll("$1 " + MARK);
        }
        if ((clean.indexOf('=') > 0 || clean.indexOf(':') > 0) && mayNameOne(clean)) {
            clean = ASSIGNED.matcher(clean).replaceAll("$1" + MARK);
        }
        return clean.indexOf('_') < 0 && clean.indexOf('A') < 0
                ? clean
                : KNOWN.matcher(clean).replaceAll(MARK);
    }
}
