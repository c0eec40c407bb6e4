package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The desktop's secret service, by the program `secret-tool`: keeps a key of a vault, so that a
/// desktop session that is logged in opens it without the passphrase.
///
/// Every program of that session can ask the service for the key while the session's keyring is
/// open; the key opens this vault alone, and `keyring remove` makes it useless.
final class SecretService {

  private static final String PROGRAM = "secret-tool";
  private static final int MOST_BYTES = 4096;
  private static final int PATIENCE_SECONDS = 60;

  private SecretService() {}

  static boolean present(Map<String, String> environment) {
    return environment.containsKey("DBUS_SESSION_BUS_ADDRESS")
        && DesktopProgram.present(environment, PROGRAM);
  }

  private static List<String> command(Map<String, String> environment, String act, String vault) {
    String program =
        DesktopProgram.path(environment, PROGRAM).map(Object::toString).orElse(PROGRAM);
    return List.of(program, act, "application", "watchword", "vault", vault);
  }

  /// @return the key, the caller's to wipe; empty where the service has none
  static Optional<byte[]> key(Map<String, String> environment, String vault) {
    return DesktopProgram.output(environment, command(environment, "lookup", vault), MOST_BYTES)
        .flatMap(SecretService::decoded);
  }

  private static Optional<byte[]> decoded(byte[] printed) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(printed));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    } finally {
      Arrays.fill(printed, (byte) 0);
    }
  }

  /// @throws Failure when the service does not take it
  static void keep(Map<String, String> environment, String vault, byte[] key) {
    List<String> command = new ArrayList<>(command(environment, "store", vault));
    command.add(2, "--label=Watchword " + vault);
    byte[] text = Base64.getEncoder().encode(key);
    try {
      run(environment, command, text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  static void forget(Map<String, String> environment, String vault) {
    run(environment, command(environment, "clear", vault), new byte[0]);
  }

  private static void run(Map<String, String> environment, List<String> command, byte[] input) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw refused();
      }
    } catch (IOException e) {
      throw refused();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused();
    }
  }

  private static Failure refused() {
    return Failure.expected(
        "no-keyring", "The desktop's secret service did not do it; is its keyring open?");
  }

  /// @throws Failure where there is none
  static void need(Map<String, String> environment) {
    if (!present(environment)) {
      throw Failure.expected(
          "no-keyring",
          "There is no secret service here: it takes a desktop session and the program secret-tool"
              + " (on Debian: apt install libsecret-tools).");
    }
  }
}
