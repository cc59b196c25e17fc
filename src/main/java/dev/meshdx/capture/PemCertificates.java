package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Decodes the public certificates of PEM texts; every other block, private keys above all, is passed over. */
final class PemCertificates {

    /** Certificates of one text; bundles of public authorities have about 150. */
    static final int LIMIT = 1_000;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemCertificates() {}

    /** The certificates of a text in their order; blocks that can't be decoded are left out. */
    static List<X509Certificate> of(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        int begin = pem.indexOf(BEGIN);
        while (begin >= 0 && certificates.size() < LIMIT) {
            int end = pem.indexOf(END, begin);
            if (end < 0) {
                break;
            }
            decode(pem.substring(begin + BEGIN.length(), end), certificates);
            begin = pem.indexOf(BEGIN, end);
        }
        return certificates;
    }

    /** The certificates of a base64-coded PEM text, as protobuf writes {@code inline_bytes}. */
    static List<X509Certificate> ofBase64(String base64) {
        try {
            return of(new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** root for a self-signed authority, intermediate for another authority, else leaf. */
    static String role(X509Certificate certificate) {
        boolean selfSigned = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        if (certificate.getBasicConstraints() < 0 && (!selfSigned || certificate.getVersion() > 1)) {
            return "leaf";
        }
        return selfSigned ? "root" : "intermediate";
    }

    /** The fields that facts need. */
    static EnvoyEvidence.HeldCertificate held(X509Certificate certificate, String role, Origin origin, boolean held) {
        return new EnvoyEvidence.HeldCertificate(
                origin,
                held,
                role,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                fingerprint(certificate),
                sans(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static void decode(String base64, List<X509Certificate> certificates) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
        } catch (CertificateException | IllegalArgumentException e) {
            return; // not a certificate: nothing to keep
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed certificate has no encoding", e);
        }
    }

    private static List<String> sans(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> sans = certificate.getSubjectAlternativeNames();
            if (sans != null) {
                sans.stream()
                        .filter(san -> san.get(1) instanceof String)
                        .forEach(san -> names.add((String) san.get(1)));
            }
        } catch (CertificateException e) {
            return names; // a malformed extension: the other fields still hold
        }
        return names;
    }
}
