package dev.meshdx.capture;

import dev.meshdx.facts.Certificate;
import dev.meshdx.facts.Origin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates of Secrets, ConfigMaps and webhook configurations. Only CERTIFICATE blocks are looked at, never keys. */
final class KubeCertificates {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);
    private static final int CERTIFICATES_PER_TEXT = 1000;

    private final String cluster;
    private final Instant now;
    private final Consumer<? super Certificate> facts;

    /** An object may hold the same certificate under several keys. */
    private final Set<String> told = new HashSet<>();

    KubeCertificates(String cluster, Instant now, Consumer<? super Certificate> facts) {
        this.cluster = cluster;
        this.now = now;
        this.facts = facts;
    }

    /** Where certificates were found and what they are for. */
    record Holder(String namespace, String name, String kind, String mesh, Origin origin) {}

    /** Tells the role of a certificate. */
    interface Role {
        String of(X509Certificate certificate);
    }

    /** Adds all certificates of a PEM text; the number of them. */
    int addPem(String pem, Holder holder, Role role) {
        List<X509Certificate> certificates = parse(pem);
        for (X509Certificate certificate : certificates) {
            Certificate fact = fact(certificate, holder, role.of(certificate));
            String key = String.join(" ", holder.kind, holder.namespace, holder.name, fact.role(), fact.fingerprint());
            if (told.add(key)) {
                facts.accept(fact);
            }
        }
        return certificates.size();
    }

    /** Adds all certificates of a base64 text that holds PEM, as in Secrets and caBundle. */
    int addBase64(String text, Holder holder, Role role) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(text);
            return addPem(new String(decoded, StandardCharsets.ISO_8859_1), holder, role);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    static boolean selfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static List<X509Certificate> parse(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (certificates.size() < CERTIFICATES_PER_TEXT && block.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(1));
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException | IllegalArgumentException e) {
                // a block that is no certificate says nothing
            }
        }
        return certificates;
    }

    private Certificate fact(X509Certificate certificate, Holder holder, String role) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        List<String> sans = sans(certificate);
        boolean timed = now.isAfter(Instant.EPOCH);
        double life = Math.max(1, Duration.between(start, end).toSeconds());
        double left = Duration.between(now, end).toSeconds();
        return new Certificate(
                cluster,
                holder.namespace,
                holder.name,
                holder.kind,
                holder.name,
                role,
                holder.mesh,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                fingerprint(certificate),
                sans,
                trustDomain(sans),
                start,
                end,
                timed && end.isBefore(now),
                timed && start.isAfter(now.plus(CLOCK_SKEW)),
                timed ? Math.floorDiv(Duration.between(now, end).toSeconds(), 3600) : (long) (life / 3600),
                timed ? Math.max(0, Math.min(1, left / life)) : 1,
                holder.origin);
    }

    private static String trustDomain(List<String> sans) {
        return sans.stream()
                .filter(san -> san.startsWith("spiffe://"))
                .map(san -> san.substring("spiffe://".length()).split("/")[0])
                .findFirst()
                .orElse("");
    }

    private static List<String> sans(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
                if (entry.get(1) instanceof String name) {
                    names.add(name);
                }
            }
        } catch (CertificateParsingException e) {
            // a certificate without readable names still has its dates
        }
        return names;
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateException e) {
            return "";
        }
    }
}
