package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRedactionTest {

    private final Redactions redactions = new Redactions();
    private final TextRedaction text = new TextRedaction(redactions);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /x?access_token=abc123def456ghi HTTP/1.1|abc123def456ghi",
                "Authorization: Basic dXNlcjpwYXNz|dXNlcjpwYXNz",
                "{\"authorization\":\"Bearer abcdefghij0123456789\"}|abcdefghij0123456789",
                "amqp://user:s3cr3tpw@rabbit:5672/|s3cr3tpw",
                "--password=hunter2 --x|hunter2",
                "client_secret: 0a1b2c3d4e5f|0a1b2c3d4e5f",
                "  token: short|short",
                "cookie: session=42; theme=dark|session=42",
                "key AKIAIOSFODNN7EXAMPLE used|AKIAIOSFODNN7EXAMPLE",
                "{\"kty\":\"oct\",\"k\":\"GawgguFyGrWKav7AX4VKUg_x\"}|GawgguFyGrWKav7AX4VKUg",
            })
    void takesSecretsOut(String line, String secret) {
        assertThat(text.line(line)).doesNotContain(secret).contains(Redactions.MARK);
        assertThat(redactions.counts()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error\tsds\tfailed to fetch secret: default not found",
                "basic authentication is not configured",
                "authorization policy shop/allow-all denied the request",
                "cluster.outbound|443||token.shop.svc.cluster.local.upstream_cx_total: 17",
                "token expired for spiffe://cluster.local/ns/shop/sa/cart",
                "[2026-12-01T05:00:00.000Z] \"GET /cart HTTP/1.1\" 503 UF - \"-\" 0 91 \"http://cart:80/\""
            })
    void leavesMessagesAsTheyAre(String line) {
        assertThat(text.line(line)).isEqualTo(line);
    }

    @Test
    void aPrivateKeyGoesOverManyLines() {
        String[] lines = {
            "before", "-----BEGIN RSA PRIVATE KEY-----", "AAAA", "BBBB", "-----END RSA PRIVATE KEY-----", "after"
        };
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(text.line(line)).append('\n');
        }
        assertThat(out.toString())
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("AAAA")
                .doesNotContain("BBBB");
    }
}
