package dev.meshdx.capture;

import java.util.List;
import java.util.Map;

/** Short names of xDS resource types. */
final class XdsTypes {

    /** The types that {@link dev.meshdx.facts.ProxySync} knows. */
    static final List<String> KNOWN = List.of("CDS", "LDS", "RDS", "EDS", "ECDS", "WDS", "WADS", "SDS");

    /** Prefixes of the fields of /debug/syncz. */
    private static final Map<String, String> SYNCZ =
            Map.of("cluster", "CDS", "listener", "LDS", "route", "RDS", "endpoint", "EDS", "extensionconfig", "ECDS");

    private XdsTypes() {}

    /** The short name of a type URL, empty for a type of no interest. */
    static String ofUrl(String url) {
        return LoggedRejection.shortType(url);
    }

    /** Fields of /debug/syncz by short name. */
    static Map<String, String> synczPrefixes() {
        return SYNCZ;
    }
}
