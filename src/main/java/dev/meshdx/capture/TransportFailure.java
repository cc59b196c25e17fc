package dev.meshdx.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy says in the response code details and in the upstream transport failure reason, taken apart.
 *
 * @param details details without what stands in braces or brackets
 * @param reason what stands in the braces or brackets of the details
 * @param key key of the transport failure, empty when none
 * @param certificateError why a certificate was refused, empty when none was
 * @param certificateDepth depth of the refused certificate, -1 when not said
 * @param peerSan identity that the peer offered, empty when not said
 */
record TransportFailure(
        String details, String reason, String key, String certificateError, int certificateDepth, String peerSan) {

    private static final String VERIFY_FAILED = "CERTIFICATE_VERIFY_FAILED";
    private static final Pattern OPENSSL = Pattern.compile("OPENSSL_internal:([A-Z0-9_]+)");
    private static final Pattern DEPTH = Pattern.compile(
            "certificate_verification_error_at_depth_(\\d+):_?([A-Za-z0-9_]+?)(?::TLS_error_end|[:|}]|$)");
    private static final Pattern OFFERED = Pattern.compile("certificate_SANs_are_\\[([^\\]]*)\\]?");
    private static final Pattern VERIFY_CERT = Pattern.compile("verify_cert_failed:_?([A-Za-z0-9_]+)");
    private static final Pattern CONNECT_ERROR = Pattern.compile("delayed_connect_error:_*([A-Za-z0-9_]+)");
    private static final Pattern SANITISED = Pattern.compile("[\\s]+");

    static TransportFailure of(String details, String transportFailure) {
        String text = SANITISED.matcher(details).replaceAll("_");
        int brace = firstOf(text, '{', '[');
        String reason = brace < 0 ? "" : text.substring(brace + 1, endOfReason(text));
        String failure = transportFailure.equals("-")
                ? reason
                : SANITISED.matcher(transportFailure).replaceAll("_");
        Matcher depth = DEPTH.matcher(failure);
        boolean atDepth = depth.find();
        return new TransportFailure(
                text.equals("-") ? "" : brace < 0 ? text : text.substring(0, brace),
                shortReason(reason),
                key(failure),
                atDepth ? depth.group(2) : certificateError(failure),
                atDepth ? Integer.parseInt(depth.group(1)) : -1,
                first(OFFERED, failure));
    }

    /** The key of an upstream transport failure reason. */
    private static String key(String failure) {
        if (failure.contains(VERIFY_FAILED)) {
            return VERIFY_FAILED;
        }
        String tls = first(OPENSSL, failure);
        if (!tls.isEmpty()) {
            return tls.startsWith("SSLV3_ALERT_") ? tls.substring("SSLV3_ALERT_".length()) : tls;
        }
        String connect = first(CONNECT_ERROR, failure);
        return connect.equals("111") ? "Connection_refused" : connect;
    }

    private static String certificateError(String failure) {
        String error = first(VERIFY_CERT, failure);
        return error.startsWith("SAN_matcher") ? "SAN_matcher" : error;
    }

    /** The part before the transport failure: connection_timeout, overflow, remote_connection_failure, none, a policy. */
    private static String shortReason(String reason) {
        for (String separator : new String[] {"|", ",TLS_error", ",delayed_connect_error"}) {
            int at = reason.indexOf(separator);
            if (at > 0) {
                return reason.substring(0, at);
            }
        }
        return reason;
    }

    private static int endOfReason(String text) {
        int end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
        return end > firstOf(text, '{', '[') ? end : text.length();
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 ? second : second < 0 ? first : Math.min(first, second);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    // A record's own equals and hashCode are linked at run time, which every short run would wait for.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransportFailure that
                && details.equals(that.details)
                && reason.equals(that.reason)
                && key.equals(that.key)
                && certificateError.equals(that.certificateError)
                && peerSan.equals(that.peerSan)
                && certificateDepth == that.certificateDepth;
    }

    @Override
    public int hashCode() {
        int hash = details.hashCode();
        hash = 31 * hash + reason.hashCode();
        hash = 31 * hash + key.hashCode();
        hash = 31 * hash + certificateError.hashCode();
        hash = 31 * hash + peerSan.hashCode();
        hash = 31 * hash + certificateDepth;
        return hash;
    }
}
