package dev.meshdx.collect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text: private keys, tokens, passwords, headers that carry credentials, credentials in URLs. What is left
 * of a line stays as it was, so that it is read as before. Rather too much is taken than too little.
 */
final class TextRedaction {

    private static final String BEGIN = "-----BEGIN ";
    private static final String PRIVATE = "PRIVATE KEY-----";

    /** Hardly any line has one of these; the others need no closer look. */
    private static final Pattern SUSPICIOUS = Pattern.compile(
            "private key|eyJ|://[^/\\s]*@|bearer|basic |authorization|cookie|passw|pwd|secret|token|ap[iI][-_]?key"
                    + "|access[-_]?key|key-data|[?&](?:sig|key)=|\"kty\"|AKIA|gh[pousr]_",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?");
    private static final Pattern URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://)[^/\\s\"'@]*:[^/\\s\"'@]+@");
    private static final Pattern HEADER = Pattern.compile(
            "((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token|x-vault-token)"
                    + "(\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)([^\"'\\\\,\\r\\n]{2,})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER =
            Pattern.compile("\\b(bearer\\s+)(?=[\\w.~+/=-]*[0-9])[\\w.~+/=-]{16,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern BASIC =
            Pattern.compile("\\b(basic\\s+)([A-Za-z0-9+/]{8,}={0,2})", Pattern.CASE_INSENSITIVE);

    /** A word that names a secret, then a value: {@code password=x}, {@code "client_secret": "x"}. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:password|passwd|passphrase|client[-_]?secret|secret[-_]?key|private[-_]?key|api[-_]?key|access[-_]?key(?:[-_]?id)?"
                    + "|(?:access|refresh|id|auth|session|bearer)[-_]?token|client-key-data)\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)"
                    + "(?!\\[redacted\\])([^\\s\"'\\\\,;&}]{3,})",
            Pattern.CASE_INSENSITIVE);

    /** Words that are common in messages count as secrets when a value follows that no sentence has. */
    private static final Pattern VAGUE = Pattern.compile(
            "((?:token|secret|pwd)\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?|[?&](?:sig|signature|key|token)=)"
                    + "(?=[\\w.~+/=-]*[0-9])(?=[\\w.~+/=-]*[A-Za-z])([\\w.~+/=-]{12,})",
            Pattern.CASE_INSENSITIVE);

    /** A key of its own on a line of YAML: then the value is the secret, whatever it looks like. */
    private static final Pattern KEY_LINE = Pattern.compile(
            "(?m)^(\\s*(?:-\\s+)?[\"']?(?:token|password|passwd|secret|client-key-data)[\"']?\\s*:\\s+)(?!\\[redacted\\])(\\S[^\\r\\n]*)$");

    private static final Pattern KNOWN_TOKEN = Pattern.compile("\\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,})\\b");

    /** Members of a JSON web key that are secret. */
    private static final Pattern WEB_KEY =
            Pattern.compile("(\\\\?\"(?:k|d|p|q|dp|dq|qi)\\\\?\"\\s*:\\s*\\\\?\")[\\w-]{20,}");

    private final Redactions redactions;
    private boolean insideKey;

    TextRedaction(Redactions redactions) {
        this.redactions = redactions;
    }

    /** A text, of one line or many, without its secrets. */
    String text(String text) {
        if (text.length() < 6 || !SUSPICIOUS.matcher(text).find()) {
            return text;
        }
        String out = PRIVATE_KEY.matcher(text).replaceAll(found -> mark("private-key"));
        out = JWT.matcher(out).replaceAll(found -> mark("token"));
        out = URL.matcher(out).replaceAll(found -> keep(found, 1) + mark("url-credentials") + "@");
        out = BEARER.matcher(out).replaceAll(found -> keep(found, 1) + mark("token"));
        out = BASIC.matcher(out)
                .replaceAll(found -> isBasic(found.group(2)) ? keep(found, 1) + mark("password") : keep(found, 0));
        out = HEADER.matcher(out).replaceAll(found -> keep(found, 1) + keep(found, 2) + mark("credential-header"));
        out = NAMED.matcher(out).replaceAll(found -> keep(found, 1) + mark("password"));
        out = VAGUE.matcher(out).replaceAll(found -> keep(found, 1) + mark("token"));
        out = KEY_LINE.matcher(out).replaceAll(found -> keep(found, 1) + mark("password"));
        out = KNOWN_TOKEN.matcher(out).replaceAll(found -> mark("token"));
        return text.contains("kty")
                ? WEB_KEY.matcher(out).replaceAll(found -> keep(found, 1) + mark("private-key"))
                : out;
    }

    /** The next line of a file; a private key may go over many of them. */
    String line(String line) {
        if (insideKey) {
            insideKey = !line.contains("-----END ");
            return Redactions.MARK;
        }
        int begin = line.indexOf(BEGIN);
        insideKey = begin >= 0 && line.contains(PRIVATE) && line.indexOf("-----END ", begin) < 0;
        return text(line);
    }

    private static boolean isBasic(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String mark(String sort) {
        return redactions.mark(sort);
    }

    /** Part of what was found, safe as a replacement. */
    private static String keep(MatchResult found, int group) {
        return Matcher.quoteReplacement(found.group(group));
    }
}
