package dev.meshdx.capture;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** An ipBlock: a range of addresses without some ranges inside it. */
record AddressBlock(String range, List<String> except) {

    /** Only literal addresses are resolved, so that no name of a capture is ever looked up. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    boolean contains(String address) {
        return inside(range, address) && except.stream().noneMatch(hole -> inside(hole, address));
    }

    private static boolean inside(String range, String address) {
        int slash = range.indexOf('/');
        byte[] network = bytes(slash < 0 ? range : range.substring(0, slash));
        byte[] candidate = bytes(address);
        if (network.length == 0 || network.length != candidate.length) {
            return false;
        }
        int bits = slash < 0 ? network.length * 8 : Quantities.number(range.substring(slash + 1), network.length * 8);
        int shift = Math.max(0, network.length * 8 - bits);
        return new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, candidate).shiftRight(shift));
    }

    private static byte[] bytes(String address) {
        if (!LITERAL.matcher(address).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
