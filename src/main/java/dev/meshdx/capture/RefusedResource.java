package dev.meshdx.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a refusal names.
 *
 * @param resource first refused resource, empty when the text names none
 * @param reason the text, control characters and excess removed
 * @param extension extension that the proxy does not know, empty when that is not the reason
 */
record RefusedResource(String resource, String reason, String extension) {

    /** Characters of a reason; one refused extension repeats itself for every listener of a proxy. */
    private static final int REASON_LENGTH = 1024;

    private static final Pattern SUMMARY =
            Pattern.compile("Error adding/updating (?:listener|cluster)\\(s\\) (\\S+?): (.*)", Pattern.DOTALL);
    private static final Pattern EXTENSION = Pattern.compile(
            "registered implementation for(?: name:)? '([^']+)'|find @type '([^']+)'|unknown (?:filter|extension):? '?([\\w.]+)");

    static RefusedResource of(String text) {
        Matcher summary = SUMMARY.matcher(text);
        boolean named = summary.lookingAt();
        String reason = Redaction.masked(named ? summary.group(2) : text)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        Matcher extension = EXTENSION.matcher(reason);
        return new RefusedResource(
                named ? summary.group(1) : "",
                reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason,
                extension.find() ? firstGroup(extension) : "");
    }

    private static String firstGroup(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            if (group != null) {
                return group;
            }
        }
        return "";
    }
}
