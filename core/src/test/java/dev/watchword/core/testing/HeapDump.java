package dev.watchword.core.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is reachable in this process's memory, searched for bytes.
///
/// What is searched for must not lie in memory itself, so a [Needle] is kept turned over.
public final class HeapDump {

  private static final int CHUNK = 1 << 20;

  private HeapDump() {}

  /// Bytes to look for, and a name to tell of them.
  public static final class Needle {

    private static final byte MASK = 0x5a;

    private final String name;
    private final byte[] turned;

    /// @param bytes at least 8; not kept
    public Needle(String name, byte[] bytes) {
      if (bytes.length < 8) {
        throw new IllegalArgumentException("bytes: at least 8, got " + bytes.length);
      }
      this.name = name;
      this.turned = bytes.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] ^= MASK;
      }
    }

    private boolean isAt(byte[] buffer, int at) {
      for (int i = 0; i < turned.length; i++) {
        if (buffer[at + i] != (byte) (turned[i] ^ MASK)) {
          return false;
        }
      }
      return true;
    }
  }

  /// Collects garbage, dumps what is left, and searches it.
  ///
  /// @param folder where the dump lies meanwhile
  /// @return the names of those that were found
  public static Set<String> find(List<Needle> needles, Path folder) throws IOException {
    Path file = folder.resolve("heap.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    try {
      return search(needles, file);
    } finally {
      Files.delete(file);
    }
  }

  /// Searches a dump of this process or of another.
  ///
  /// @return the names of those that were found
  public static Set<String> search(List<Needle> needles, Path file) throws IOException {
    List<List<Needle>> byFirst = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      byFirst.add(new ArrayList<>());
    }
    int longest = 0;
    for (Needle needle : needles) {
      byFirst.get((needle.turned[0] ^ Needle.MASK) & 0xff).add(needle);
      longest = Math.max(longest, needle.turned.length);
    }
    Set<String> found = new HashSet<>();
    byte[] buffer = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.readNBytes(buffer, kept, CHUNK);
          n > 0;
          n = in.readNBytes(buffer, kept, CHUNK)) {
        int end = kept + n;
        for (int at = 0; at < end; at++) {
          for (Needle needle : byFirst.get(buffer[at] & 0xff)) {
            if (at + needle.turned.length <= end && needle.isAt(buffer, at)) {
              found.add(needle.name);
            }
          }
        }
        kept = Math.min(longest, end);
        System.arraycopy(buffer, end - kept, buffer, 0, kept);
      }
    }
    return found;
  }
}
