package dev.meshdx.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cart.shop.svc.cluster.local; n1.ns1.svc.cluster.local",
                "outbound|80|v1|cart.shop.svc.cluster.local; outbound|80|v1|n1.ns1.svc.cluster.local",
                "outbound_.80_._.cart.shop.svc.cluster.local; outbound_.80_._.n1.ns1.svc.cluster.local",
                "spiffe://cluster.local/ns/shop/sa/cart; spiffe://cluster.local/ns/ns1/sa/n1",
                "cart-5b7d8c-x7k2p.shop; n1-5b7d8c-x7k2p.ns1",
                "cart-v2-5b7d8c-x7k2p; n2-5b7d8c-x7k2p",
                "cart-v25; n1-v25",
                "my-cart cart_total envoy_cart Cart; my-cart cart_total envoy_cart Cart",
                "https://pay.acme.example/cart?x=cart; https://d1.d2.example/n1?x=n1",
                "*.acme.example; *.d2.example",
                "\"GET /cart\" to (cart),cart:80 'shop'; \"GET /n1\" to (n1),n1:80 'ns1'"
            })
    void aNameCountsWhereItIsAName(String text, String expected) {
        NameMap map = NameMap.open(folder.resolve("names.json"));
        map.give("cart", "n");
        map.give("cart-v2", "n");
        map.give("shop", "ns");
        map.give("pay.acme.example", "", "d1.d2.example");
        map.give("acme.example", "", "d2.example");
        assertThat(new Renaming(map).text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:15000",
                "0.0.0.0_15006",
                "169.254.169.254",
                "[::]:15021",
                "[::1]:9000",
                "fe80::1",
                "version 1.28.3",
                "1.2.3.4.5",
                "10.0.0.300",
                "at 09:00:01.123",
                "a::b::c",
                "sha256:0123456789abcdef"
            })
    void whatIsNobodysAddressStays(String text) {
        assertThat(new Renaming(NameMap.open(folder.resolve("names.json"))).text(text))
                .isEqualTo(text);
    }

    @Test
    void addressesOfOneSubnetStayInOneSubnet() {
        Renaming renaming = new Renaming(NameMap.open(folder.resolve("names.json")));
        Set<String> all = new HashSet<>();
        Set<String> subnets = new HashSet<>();
        for (int host = 0; host < 256; host++) {
            String pseudonym = renaming.text("10.20.30." + host);
            all.add(pseudonym);
            subnets.add(pseudonym.substring(0, pseudonym.lastIndexOf('.')));
        }
        assertThat(all).hasSize(256).allMatch(address -> address.startsWith("10."));
        assertThat(subnets).hasSize(1);
        assertThat(renaming.text("10.20.31.7"))
                .doesNotStartWith(subnets.iterator().next() + ".");
        assertThat(renaming.text("http://192.168.7.9:80 and 2001:db8::1"))
                .startsWith("http://192.168.")
                .doesNotContain("192.168.7.9")
                .contains("2001:")
                .doesNotContain("db8::1");
    }

    @Test
    void theSameMapGivesTheSamePseudonymsAndIsForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("names.json");
        NameMap first = NameMap.open(file);
        String cart = first.give("cart", "n");
        String address = new Renaming(first).text("10.1.2.3");
        first.save(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        NameMap again = NameMap.open(file);
        assertThat(again.give("cart", "n")).isEqualTo(cart);
        assertThat(again.give("basket", "n")).isEqualTo("n2");
        assertThat(new Renaming(again).text("10.1.2.3")).isEqualTo(address);
        assertThat(new Renaming(NameMap.open(folder.resolve("other.json"))).text("10.1.2.3"))
                .isNotEqualTo(address);
    }

    @Test
    void aFileThatIsNoMapIsNeitherUsedNorOverwritten() throws IOException {
        Path file = folder.resolve("names.json");
        for (String text :
                List.of("{\"kind\":\"List\"}", "{\"schema\":", "{\"schema\":\"meshdx.names/v1\",\"key\":\"xyz\"}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> NameMap.open(file))
                    .isInstanceOf(CollectException.class)
                    .hasMessageContaining("names.json");
            assertThat(file).hasContent(text);
        }
    }
}
