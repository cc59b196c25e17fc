package dev.meshdx.collect;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates in texts. Their signatures would not survive another name, so one that names something which has a pseudonym is left
 * out; those of most certificate authorities name nothing of the kind.
 */
final class CertificateNames {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----\\n?");
    private static final Pattern ENCODED_PEM = Pattern.compile("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS[A-Za-z0-9+/]+={0,2}");
    private static final int SUBJECT_TEXT = 1;

    private final Renaming renaming;
    private final Redactions redactions;

    CertificateNames(Renaming renaming, Redactions redactions) {
        this.renaming = renaming;
        this.redactions = redactions;
    }

    /** The text without the certificates that tell a name, encoded ones too. */
    String without(String text) {
        String plain = text.contains("BEGIN CERTIFICATE")
                ? PEM.matcher(text).replaceAll(pem -> Matcher.quoteReplacement(kept(pem.group())))
                : text;
        return plain.contains("LS0tLS1CRUdJTi")
                ? ENCODED_PEM.matcher(plain).replaceAll(pem -> Matcher.quoteReplacement(encoded(pem.group())))
                : plain;
    }

    private String encoded(String base64) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return redactions.mark("certificate");
        }
        String kept = without(text);
        return kept.equals(text)
                ? base64
                : Base64.getEncoder().encodeToString(kept.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String kept(String pem) {
        if (!tells(pem)) {
            return pem;
        }
        redactions.mark("certificate");
        return "";
    }

    private boolean tells(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate certificate = (X509Certificate)
                    factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            return tellsName(certificate.getSubjectX500Principal().getName())
                    || tellsName(certificate.getIssuerX500Principal().getName())
                    || others != null
                            && others.stream().anyMatch(other -> tellsName(String.valueOf(other.get(SUBJECT_TEXT))));
        } catch (CertificateException e) {
            return true;
        }
    }

    private boolean tellsName(String text) {
        return !renaming.text(text).equals(text);
    }
}
