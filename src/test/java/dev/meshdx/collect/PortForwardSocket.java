package dev.meshdx.collect;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The server's end of a port-forward over WebSocket: channel 0 has the bytes, channel 1 errors, each begins with the port. */
final class PortForwardSocket {

    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    private PortForwardSocket() {}

    static void serve(InputStream in, OutputStream out, String key, int port) throws IOException {
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                + FakeCluster.accept(key) + "\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        frame(out, BINARY, new byte[] {0, 0, 0});
        frame(out, BINARY, new byte[] {1, 0, 0});
        if (port == 0) {
            byte[] message = "connection refused".getBytes(StandardCharsets.UTF_8);
            byte[] error = new byte[message.length + 1];
            error[0] = 1;
            System.arraycopy(message, 0, error, 1, message.length);
            frame(out, BINARY, error);
            frame(out, CLOSE, new byte[] {3, (byte) 0xe8});
            return;
        }
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> back(target, out), "port-forward-back");
            back.setDaemon(true);
            back.start();
            DataInputStream frames = new DataInputStream(in);
            for (byte[] data = read(frames); data.length > 0; data = read(frames)) {
                if (data[0] == 0) {
                    target.getOutputStream().write(data, 1, data.length - 1);
                    target.getOutputStream().flush();
                }
            }
        }
    }

    private static void back(Socket target, OutputStream out) {
        try (InputStream in = target.getInputStream()) {
            byte[] buffer = new byte[32 * 1024 + 1];
            for (int read = in.read(buffer, 1, buffer.length - 1);
                    read >= 0;
                    read = in.read(buffer, 1, buffer.length - 1)) {
                buffer[0] = 0;
                frame(out, BINARY, Arrays.copyOf(buffer, read + 1));
            }
            frame(out, CLOSE, new byte[] {3, (byte) 0xe8});
        } catch (IOException e) {
            // one end has gone
        }
    }

    private static void frame(OutputStream out, int opcode, byte[] data) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (data.length < 126) {
            frame.write(data.length);
        } else {
            frame.write(126);
            frame.write(data.length >> 8);
            frame.write(data.length);
        }
        frame.writeBytes(data);
        synchronized (out) {
            out.write(frame.toByteArray());
            out.flush();
        }
    }

    /** The next message; empty at the end. */
    private static byte[] read(DataInputStream in) throws IOException {
        int opcode = in.read() & 0x0f;
        if (opcode == CLOSE || opcode == 0x0f) {
            return new byte[0];
        }
        int length = in.read() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] data = in.readNBytes(length);
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i % 4];
        }
        return opcode == BINARY ? data : read(in);
    }
}
