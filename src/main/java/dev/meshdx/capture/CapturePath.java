package dev.meshdx.capture;

import java.util.Arrays;

/** Paths inside a capture. */
final class CapturePath {

    private static final int PRINTABLE_CHARACTERS = 1024;

    private CapturePath() {}

    /** Forward slashes, no leading {@code ./}. */
    static String normal(String path) {
        String forward = path.replace('\\', '/');
        while (forward.startsWith("./")) {
            forward = forward.substring(2);
        }
        return forward;
    }

    /** Why a path must not be read: it is absolute, climbs out of the capture or is too deep. Empty when it is fine. */
    static String refusal(String path) {
        if (path.startsWith("/") || path.matches("[A-Za-z]:/.*")) {
            return "absolute path";
        }
        String[] parts = path.split("/");
        if (Arrays.asList(parts).contains("..")) {
            return "the path leads out of the capture";
        }
        return parts.length > CaptureLimits.PATH_DEPTH
                ? "limit PATH_DEPTH (" + CaptureLimits.PATH_DEPTH + ") reached"
                : "";
    }

    /** Whether a link at {@code path} with that target stays inside the capture. */
    static boolean staysInside(String path, String target) {
        if (target.startsWith("/")) {
            return false;
        }
        int depth = path.split("/").length - 1;
        for (String part : target.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    /** The text without control and direction characters, which could rewrite a terminal. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), PRINTABLE_CHARACTERS));
        text.codePoints()
                .limit(PRINTABLE_CHARACTERS)
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The folder that holds the file, empty at the root. */
    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The part before the first slash, empty for a file at the root. */
    static String top(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
