package dev.meshdx.lint;

import java.net.URI;
import java.net.URISyntaxException;

/** An address that no browser takes. */
final class MalformedLink extends Check.OfUnit {

    MalformedLink() {
        super("malformed-link", Severity.WARNING, "A reference that begins like an address must be one.");
    }

    @Override
    void check(Unit unit, Findings findings) {
        for (YamlNode reference : unit.entry().root().get("references").items()) {
            String text = reference.text().strip();
            if (text.matches("(?i)(https?|www)[:./].*|.*://.*") && !isAddress(text)) {
                findings.add(
                        unit.entry().source(),
                        reference.at(),
                        "'" + text + "' is no address",
                        "write https://host/path without spaces");
            }
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text.split(" ", 2)[0]);
            return uri.getHost() != null && uri.getHost().contains(".") && uri.getScheme() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
