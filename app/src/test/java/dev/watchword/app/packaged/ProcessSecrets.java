package dev.watchword.app.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Looks for the tests' secrets where every user of a machine, or every program of one user, can
/// read: in the arguments and the environment of a process and of all that it started (SECURITY
/// LO-06).
final class ProcessSecrets {

  /// What the tests' secrets begin with; nothing else of theirs does.
  private static final List<String> CANARIES =
      List.of(Program.PASSPHRASE, "GEZDGNBV", "otpauth://", "secret=");

  private static final AtomicLong LOOKS = new AtomicLong();

  private ProcessSecrets() {}

  /// @throws AssertionError when there is one
  static void lookAt(Process process) {
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .forEach(each -> Stream.of("cmdline", "environ").forEach(file -> lookAt(each.pid(), file)));
  }

  private static void lookAt(long pid, String file) {
    String text = text(pid, file);
    if (!text.isEmpty()) {
      LOOKS.incrementAndGet();
    }
    CANARIES.stream()
        .filter(text::contains)
        .findFirst()
        .ifPresent(canary -> {
          throw new AssertionError("a secret of the test in /proc/%d/%s".formatted(pid, file));
        });
  }

  private static String text(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }

  /// How many arguments and environments were looked at.
  static long looks() {
    return LOOKS.get();
  }
}
