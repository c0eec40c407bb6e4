package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of the desktop that hand over what only they may have: pictures of the screen, the
/// clipboard.
final class DesktopProgram {

  private static final int PATIENCE_SECONDS = 10;

  private DesktopProgram() {}

  static boolean present(Map<String, String> environment, String program) {
    return path(environment, program).isPresent();
  }

  /// Where it is.
  static Optional<Path> path(Map<String, String> environment, String program) {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return Optional.of(Path.of(folder, program));
      }
    }
    return Optional.empty();
  }

  /// What a program prints, for as long as it is patient; empty where it fails or prints nothing.
  ///
  /// @param most at most so many bytes are read
  static Optional<byte[]> output(Map<String, String> environment, List<String> command, int most) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      Thread impatient = stopLater(process);
      try {
        process.getOutputStream().close();
        byte[] printed = process.getInputStream().readNBytes(most);
        process.getInputStream().close();
        boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (done && process.exitValue() == 0 && printed.length > 0) {
          return Optional.of(printed);
        }
        Arrays.fill(printed, (byte) 0);
        return Optional.empty();
      } finally {
        impatient.interrupt();
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Thread stopLater(Process process) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(PATIENCE_SECONDS * 1_000L);
            process.destroyForcibly();
          } catch (InterruptedException finished) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
