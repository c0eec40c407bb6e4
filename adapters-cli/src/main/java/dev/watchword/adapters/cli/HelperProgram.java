package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A passphrase from where a script has it: a file descriptor that is open already, or a program
/// that asks a person in its own way and prints what was typed (as for `SSH_ASKPASS`).
final class HelperProgram {

  private static final int MOST_BYTES = 1026;

  private HelperProgram() {}

  /// @param number of an open file descriptor
  static byte[] descriptor(long number) {
    if (number < 0 || number > 1023) {
      throw Failure.usage("--passphrase-fd takes the number of an open file descriptor.");
    }
    try (InputStream in = java.nio.file.Files.newInputStream(Path.of("/dev/fd/" + number))) {
      return SecretFile.limited(in, MOST_BYTES, "The passphrase on descriptor " + number);
    } catch (IOException e) {
      throw Failure.expected("no-file", "File descriptor " + number + " can't be read.");
    }
  }

  /// The first line that the program prints; it gets the prompt as its argument.
  static byte[] ask(String program, String prompt) {
    try {
      Process process =
          new ProcessBuilder(List.of(program, prompt))
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      byte[] printed;
      try (InputStream in = process.getInputStream()) {
        printed = SecretFile.limited(in, MOST_BYTES, "What the helper program printed");
      }
      if (process.waitFor() != 0) {
        Arrays.fill(printed, (byte) 0);
        throw Failure.expected("no-answer", "The helper program gave no passphrase.");
      }
      return printed;
    } catch (IOException e) {
      throw Failure.expected(
          "no-askpass", "The helper program of --askpass can't be started; give its path.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.expected("no-answer", "The helper program was interrupted.");
    }
  }
}
