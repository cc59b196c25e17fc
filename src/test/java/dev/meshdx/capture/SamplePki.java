package dev.meshdx.capture;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A root and a leaf of {@code spiffe://test.local/ns/shop/sa/web}, made for these tests with openssl; their keys were thrown away. */
final class SamplePki {

    static final String ROOT_SERIAL = "a11ce";
    static final String LEAF_SERIAL = "bee5";

    static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBljCCATygAwIBAgIDChHOMAoGCCqGSM49BAMCMCkxEzARBgNVBAoMCnRlc3Qu
            bG9jYWwxEjAQBgNVBAMMCVRlc3QgUm9vdDAeFw0yNjExMjMyMTU1MzNaFw0zNjEx
            MjAyMTU1MzNaMCkxEzARBgNVBAoMCnRlc3QubG9jYWwxEjAQBgNVBAMMCVRlc3Qg
            Um9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLTnRWAEKlvKK7lM1tlYedKW
            mx4kAF7bdKj2bk3UVzIDEfrutgEhHm7JABFUWfgQJZndzcQkx8RTRVZeVSZbJcKj
            UzBRMB0GA1UdDgQWBBRHoHY+usCX0GbdmQX9pQmdhqh9tDAfBgNVHSMEGDAWgBRH
            oHY+usCX0GbdmQX9pQmdhqh9tDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMC
            A0gAMEUCIENHN3rDvRlbaeNE5UtePS5izB/OV1rzvQUJyyO9ZLRFAiEAihbTwn+q
            ETr1hbWOfYnb3wA671QbtCpLqMwh8bVxOcs=
            -----END CERTIFICATE-----
            """;

    static final String LEAF = """
            -----BEGIN CERTIFICATE-----
            MIIBpjCCAU2gAwIBAgIDAL7lMAoGCCqGSM49BAMCMCkxEzARBgNVBAoMCnRlc3Qu
            bG9jYWwxEjAQBgNVBAMMCVRlc3QgUm9vdDAeFw0yNjExMjMyMTU1MzNaFw0yNjEy
            MjMyMTU1MzNaMA4xDDAKBgNVBAMMA3dlYjBZMBMGByqGSM49AgEGCCqGSM49AwEH
            A0IABCmOdhtxl6JL/oj14t0c6LyVFv9xKPTJG3ofuYv7E6X13QzrPIKMK5M+Bf5v
            fx+YtDXaBM9Z1nBuAGM1EjunhhajfzB9MDAGA1UdEQEB/wQmMCSGInNwaWZmZTov
            L3Rlc3QubG9jYWwvbnMvc2hvcC9zYS93ZWIwCQYDVR0TBAIwADAdBgNVHQ4EFgQU
            MuOZQTwWziOhK8lx+ySYhgHxIccwHwYDVR0jBBgwFoAUR6B2PrrAl9Bm3ZkF/aUJ
            nYaofbQwCgYIKoZIzj0EAwIDRwAwRAIgSuLeS0KdJvVCYwpEmcnKFFMeQ+kCXsC5
            DMhZ2WBQ0hcCIA4KEWdaphQpZDxnX55p6v6MWhAsTX2klfbDvNoQLZAM
            -----END CERTIFICATE-----
            """;

    private SamplePki() {}

    /** The text as protobuf writes bytes. */
    static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
