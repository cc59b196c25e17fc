package dev.meshdx.collect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Other addresses in place of addresses, such that two that share a beginning still share one of the same length: what lies in
 * one subnet lies in one subnet. Loopback, link-local, multicast and unspecified addresses stay, and each address stays
 * in its private range. The method is that of Crypto-PAn (Xu, Fan, Ammar, Moon 2002), with HMAC-SHA-256 as the function of the prefix.
 */
final class AddressPseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final NameMap map;
    private final Map<String, String> known = new HashMap<>();

    AddressPseudonyms(NameMap map) {
        this.map = map;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(map.key(), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** What stands for an address in digits; the text itself when it is none. */
    String of(String address) {
        return known.computeIfAbsent(address, this::compute);
    }

    private String compute(String address) {
        byte[] bytes;
        try {
            bytes = InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return address;
        }
        int kept = keptBits(bytes);
        if (kept >= bytes.length * 8) {
            return address;
        }
        byte[] mapped = bytes.clone();
        for (int bit = kept; bit < bytes.length * 8; bit++) {
            if (flips(bytes, bit)) {
                mapped[bit / 8] ^= (byte) (0x80 >> bit % 8);
            }
        }
        String pseudonym = text(mapped);
        map.noteAddress(address, pseudonym);
        return pseudonym;
    }

    /** Whether a bit is turned over: a secret function of the bits before it. */
    private boolean flips(byte[] address, int bit) {
        byte[] prefix = Arrays.copyOf(address, bit / 8 + 1);
        prefix[bit / 8] &= (byte) (0xff00 >> bit % 8);
        mac.update((byte) address.length);
        mac.update((byte) bit);
        return (mac.doFinal(prefix)[0] & 1) == 1;
    }

    private static int keptBits(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        if (address.length == 4) {
            if (first == 0 || first == 127 || first >= 224 || first == 169 && second == 254) {
                return 32;
            }
            if (first == 172 && second >> 4 == 1) {
                return 12;
            }
            if (first == 100 && second >> 6 == 1) {
                return 10;
            }
            return first == 192 && second == 168 ? 16 : 8;
        }
        boolean local = first == 0xfe && second >> 6 == 2 || first == 0xff || first == 0;
        return local ? 128 : 16;
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
