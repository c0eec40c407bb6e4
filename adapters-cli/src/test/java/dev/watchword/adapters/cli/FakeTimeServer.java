package dev.watchword.adapters.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// An NTP server on the loopback (RFC 5905) that tells a time of the test's own.
final class FakeTimeServer implements AutoCloseable {

  private final DatagramSocket socket;

  /// @param now the time that it tells
  /// @param spoil changes the answer before it is sent
  FakeTimeServer(Instant now, UnaryOperator<byte[]> spoil) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> answer(now, spoil));
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void answer(Instant now, UnaryOperator<byte[]> spoil) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        ByteBuffer request = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        ByteBuffer answer = ByteBuffer.allocate(48);
        answer.put(0, (byte) 0b00_100_100).put(1, (byte) 2);
        answer.putLong(24, request.getLong(40));
        answer.putLong(32, timestamp(now)).putLong(40, timestamp(now));
        byte[] bytes = spoil.apply(answer.array());
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static long timestamp(Instant instant) {
    long seconds = instant.getEpochSecond() + 2_208_988_800L;
    return seconds << 32 | (instant.getNano() * 0x1_0000_0000L / 1_000_000_000L);
  }

  @Override
  public void close() {
    socket.close();
  }
}
