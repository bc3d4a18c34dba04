package io.breakwater.node.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * Asks a port of this machine whether a Cassandra answers there, in nine bytes of its protocol and without a driver.
 *
 * <p>The question is an OPTIONS frame of native protocol version 4, which needs no login; the answer is SUPPORTED
 * (Cassandra's {@code native_protocol_v4.spec}, sections 2 and 4).
 */
final class CqlProbe {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int OPCODE = 4;
    private static final byte SUPPORTED = 6;
    private static final byte ANSWER_OF_VERSION_4 = (byte) 0x84;
    private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

    private CqlProbe() {}

    /** Whether CQL is answered at this loopback port; false also when nobody listens or the answer takes over 10 s. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(OPTIONS);
            byte[] header = socket.getInputStream().readNBytes(OPTIONS.length);
            return header.length == OPTIONS.length && header[0] == ANSWER_OF_VERSION_4 && header[OPCODE] == SUPPORTED;
        } catch (IOException nobodyAnswers) {
            return false;
        }
    }

    /** 127.0.0.1 itself: the name localhost may lead to IPv6, where Cassandra does not listen. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException impossible) {
            throw new IllegalStateException("four bytes are an address: " + Arrays.toString(OPTIONS), impossible);
        }
    }
}
