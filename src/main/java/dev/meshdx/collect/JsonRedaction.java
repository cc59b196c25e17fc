package dev.meshdx.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies JSON token by token without the secrets in it: no tree is built, so a page of any size takes the same memory. */
final class JsonRedaction {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----\\n?");

    /** Names, without hyphens and underscores, whose text is a secret; an ending counts, too. */
    private static final Set<String> SECRET_ENDINGS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "clientsecret",
            "privatekey",
            "apikey",
            "accesskey",
            "secretkey",
            "accesskeyid",
            "authtoken",
            "accesstoken",
            "refreshtoken",
            "bearertoken",
            "sessiontoken",
            "idtoken",
            "clientkeydata",
            "signingkey",
            "encryptionkey");

    private static final Set<String> SECRET_NAMES = Set.of(
            "token",
            "secret",
            "pwd",
            "authorization",
            "proxyauthorization",
            "cookie",
            "setcookie",
            "xapikey",
            "xauthtoken",
            "xvaulttoken");

    /** Names below which every text is a secret, as in Envoy's configuration. */
    private static final Set<String> SECRET_TREES =
            Set.of("privatekey", "password", "sessionticketkeys", "genericsecret", "tokensecret", "hmacsecret", "hmac");

    private final Redactions redactions;
    private final TextRedaction text;

    JsonRedaction(Redactions redactions) {
        this.redactions = redactions;
        this.text = new TextRedaction(redactions);
    }

    /** Where a value stands. */
    private enum Place {
        PLAIN,
        /** The object is a Secret. */
        SECRET,
        /** Data of a Secret. */
        SECRET_DATA,
        /** Environment of a container: names stay, values go. */
        ENVIRONMENT,
        /** All texts go. */
        HIDDEN
    }

    /** Copies the value that the parser stands on. */
    void copy(JsonParser from, JsonGenerator to) throws IOException {
        copy(from, to, Place.PLAIN, "");
    }

    /** Copies the item of a list that the parser stands on; it gets version and kind, which lists often leave out. */
    void copyItem(JsonParser from, JsonGenerator to, String apiVersion, String kind) throws IOException {
        to.writeStartObject();
        to.writeStringField("apiVersion", apiVersion);
        to.writeStringField("kind", kind);
        members(from, to, kind.equals("Secret") ? Place.SECRET : Place.PLAIN, Set.of("apiVersion", "kind"));
        to.writeEndObject();
    }

    private void copy(JsonParser from, JsonGenerator to, Place place, String name) throws IOException {
        switch (from.currentToken()) {
            case START_OBJECT -> {
                to.writeStartObject();
                members(from, to, place, Set.of());
                to.writeEndObject();
            }
            case START_ARRAY -> {
                to.writeStartArray();
                items(from, to, place);
                to.writeEndArray();
            }
            case VALUE_STRING -> to.writeString(redacted(from.getText(), place, name));
            default -> to.copyCurrentEvent(from);
        }
    }

    private void items(JsonParser from, JsonGenerator to, Place place) throws IOException {
        boolean valueOfOption = false;
        while (from.nextToken() != JsonToken.END_ARRAY) {
            required(from);
            if (valueOfOption && from.currentToken() == JsonToken.VALUE_STRING) {
                to.writeString(redactions.mark("password"));
                valueOfOption = false;
                continue;
            }
            valueOfOption = from.currentToken() == JsonToken.VALUE_STRING && isSecretOption(from.getText());
            copy(from, to, place, "");
        }
    }

    private void members(JsonParser from, JsonGenerator to, Place place, Set<String> written) throws IOException {
        String named = "";
        while (from.nextToken() != JsonToken.END_OBJECT) {
            required(from);
            String name = from.currentName();
            from.nextToken();
            required(from);
            if (name.equals("managedFields") || name.equals(LAST_APPLIED)) {
                if (name.equals(LAST_APPLIED)) {
                    redactions.mark("last-applied-configuration");
                }
                from.skipChildren();
                continue;
            }
            if (written.contains(name)) {
                continue;
            }
            boolean isText = from.currentToken() == JsonToken.VALUE_STRING;
            if (isText && (name.equals("name") || name.equals("key"))) {
                named = from.getText();
            }
            to.writeFieldName(name);
            if (isText && isValue(name) && place == Place.ENVIRONMENT) {
                to.writeString(redactions.mark("environment-value"));
            } else if (isText && isValue(name) && isSecretName(named)) {
                to.writeString(redactions.mark("password"));
            } else {
                copy(from, to, inside(place, name, isText), name);
            }
        }
    }

    private static Place inside(Place place, String name, boolean isText) {
        if (place == Place.HIDDEN || !isText && SECRET_TREES.contains(plain(name))) {
            return Place.HIDDEN;
        }
        if (place == Place.SECRET_DATA) {
            return Place.SECRET_DATA;
        }
        if (place == Place.SECRET) {
            return name.equals("data") || name.equals("stringData") ? Place.SECRET_DATA : Place.PLAIN;
        }
        return name.equals("env") ? Place.ENVIRONMENT : name.equals("valueFrom") ? Place.PLAIN : place;
    }

    private String redacted(String value, Place place, String name) {
        return switch (place) {
            case HIDDEN -> value.isEmpty() ? value : redactions.mark("private-key");
            case SECRET_DATA -> certificates(value);
            default -> value.isEmpty() || !isSecretName(name) ? text.text(value) : redactions.mark("password");
        };
    }

    /** Of the data of a Secret only certificates stay; what stood around them is gone. */
    private String certificates(String base64) {
        StringBuilder kept = new StringBuilder();
        String decoded = decoded(base64);
        Matcher block = CERTIFICATE.matcher(decoded);
        while (block.find()) {
            kept.append(block.group());
        }
        if (kept.length() != decoded.length() || base64.isEmpty()) {
            redactions.mark("secret-data");
        }
        return Base64.getEncoder().encodeToString(kept.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private static boolean isValue(String name) {
        return name.equals("value") || name.equals("raw_value") || name.equals("rawValue");
    }

    private static boolean isSecretOption(String argument) {
        return argument.startsWith("-") && argument.indexOf('=') < 0 && isSecretName(argument);
    }

    private static boolean isSecretName(String name) {
        String plain = plain(name);
        return SECRET_NAMES.contains(plain) || SECRET_ENDINGS.stream().anyMatch(plain::endsWith);
    }

    private static String plain(String name) {
        boolean alreadyPlain = name.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return alreadyPlain ? name : name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    private static void required(JsonParser from) throws IOException {
        if (from.currentToken() == null) {
            throw new IOException("the answer ends inside a value");
        }
    }
}
