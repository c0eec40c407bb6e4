package dev.watchword.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.packaged.PackagedAgent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hostile bytes for the agent of the built program, from a program of the same user (SECURITY
/// AS-02, UN-10).
class HostileAgentIT {

  private static final int LAST = 0x8000_0000;
  private static final int MOST_KIB = 256 * 1024;

  @TempDir Path home;

  private PackagedAgent agent;

  @BeforeEach
  void unlock() {
    agent = PackagedAgent.unlocked(home);
  }

  @AfterEach
  void lock() {
    agent.lock();
  }

  private static byte[] frame(int head, byte[] rest) {
    return ByteBuffer.allocate(4 + rest.length).putInt(head).put(rest).array();
  }

  /// Seeded: the same in every run.
  private static Map<String, byte[]> cases() {
    Random random = new Random(2);
    Map<String, byte[]> cases = new LinkedHashMap<>();
    cases.put("nothing", new byte[0]);
    for (int length : new int[] {1, 2, 3}) {
      cases.put("a head of " + length + " bytes", new byte[length]);
    }
    for (int size : new int[] {0, 1, 64 * 1024, 64 * 1024 + 1, Integer.MAX_VALUE}) {
      cases.put("a last frame that says " + size, frame(size | LAST, new byte[10]));
      cases.put("a frame that says " + size, frame(size, new byte[10]));
    }
    cases.put("a whole frame of noughts", frame(64 * 1024 | LAST, new byte[64 * 1024]));
    for (int i = 0; i < 60; i++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      cases.put("noise " + i, noise);
      cases.put("noise in a frame " + i, frame(noise.length | LAST, noise));
    }
    for (int kind = 0; kind < 64; kind++) {
      byte[] request = new byte[40];
      random.nextBytes(request);
      request[0] = (byte) kind;
      cases.put("a request of kind " + kind, frame(request.length | LAST, request));
      byte[] lists = new byte[9];
      lists[0] = (byte) kind;
      ByteBuffer.wrap(lists, 1, 8).putInt(Integer.MAX_VALUE).putInt(Integer.MAX_VALUE);
      cases.put("a list without end in kind " + kind, frame(lists.length | LAST, lists));
    }
    return cases;
  }

  @Test
  void goesOnAnsweringWhateverItIsSent() throws IOException { // AS-02, UN-10
    String before = agent.code();
    List<String> slow = new ArrayList<>();
    Map<String, byte[]> cases = cases();
    assertThat(cases).hasSizeGreaterThan(250);

    for (Map.Entry<String, byte[]> each : cases.entrySet()) {
      long began = System.nanoTime();
      send(each.getValue());
      if (Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 2) {
        slow.add(each.getKey());
      }
    }

    assertThat(slow).isEmpty();
    assertThat(before).matches("\\d{6}");
    assertThat(agent.code()).matches("\\d{6}");
    assertThat(agent.memoryKib()).isLessThan(MOST_KIB);
  }

  /// Sends it, and that this is all; reads whatever comes until the agent ends it.
  private void send(byte[] bytes) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(agent.socket()));
      ByteBuffer out = ByteBuffer.wrap(bytes);
      try {
        while (out.hasRemaining()) {
          channel.write(out);
        }
        channel.shutdownOutput();
        ByteBuffer in = ByteBuffer.allocate(4096);
        while (channel.read(in.clear()) >= 0) {
          // an answer, or a refusal
        }
      } catch (IOException ended) {
        // it has had enough of it
      }
    }
  }
}
