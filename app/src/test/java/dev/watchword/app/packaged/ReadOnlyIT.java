package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program with its vault on a disk that is read-only from one moment on (SECURITY
/// FI-06). The disk is a small one in memory, in a mount namespace of the test's own.
class ReadOnlyIT {

  private static final Path UNSHARE = Path.of("/usr/bin/unshare");

  private static final String SCRIPT =
      """
      set -u
      mount -t tmpfs -o size=64m,mode=700 tmpfs "$DISK"
      export WATCHWORD_VAULT="$DISK/vault.db"
      "$WATCHWORD" init >/dev/null 2>&1
      serve() {
        "$WATCHWORD" serve --port 0 >/dev/null 2>"$SERVED" &
        for _ in $(seq 100); do
          grep -q 'answers on' "$SERVED" && break
          sleep 0.2
        done
        echo "$1: $(grep -o 'answers on' "$SERVED" || cat "$SERVED")"
        kill -9 $!
      }
      serve "seals what a first server seals"
      begun=$("$WATCHWORD" enrol ann --relying-party shop --issuer Shop -o json)
      id=$(printf %s "$begun" | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
      printf %s "$begun" | sed 's/.*"uri":"\\([^"]*\\)".*/\\1/' | "$WATCHWORD" add - 2>/dev/null
      "$WATCHWORD" code shop 2>/dev/null |
        "$WATCHWORD" enrol ann --relying-party shop --confirm "$id" 2>/dev/null
      next=$("$WATCHWORD" code --next shop 2>/dev/null)
      mount -o remount,ro "$DISK"
      echo "code: $("$WATCHWORD" code shop 2>/dev/null)"
      verify() {
        said=$(echo "$2" | "$WATCHWORD" verify ann --relying-party shop 2>&1)
        echo "$1: $said $?"
      }
      verify right "$next"
      verify wrong 000000
      said=$("$WATCHWORD" edit --note x shop 2>&1)
      echo "rename: $said $?"
      serve "and what waited for its place in the log is read"
      mount -o remount,rw "$DISK"
      verify afterwards "$next"
      """;

  @TempDir Path home;

  @Test
  void givesCodesAndAcceptsNone() throws Exception { // FI-06
    assumeTrue(
        Files.exists(UNSHARE) && mayMount() || "true".equals(System.getenv("CI")),
        "no mount namespace can be had");
    Program program = new Program(home);
    ProcessBuilder shell = new ProcessBuilder("unshare", "-rm", "sh", "-c", SCRIPT);
    shell.environment().putAll(program.environment());
    shell.environment().put("WATCHWORD", Program.path().toString());
    shell.environment().put("DISK", Files.createDirectory(home.resolve("disk")).toString());
    shell.environment().put("SERVED", home.resolve("served").toString());
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(said)
        .containsPattern("code: \\d{6}\n")
        .containsPattern("right: watchword: The vault .* can't be written to: .*read-only.* 1\n")
        .containsPattern("wrong: watchword: The vault .* can't be written to: .*read-only.* 1\n")
        .containsPattern("rename: watchword: The vault .* can't be written to: .*read-only.* 1\n")
        .contains("is read: answers on\n")
        .containsPattern("afterwards: .*accepted.* 0\n");
  }

  private static boolean mayMount() throws Exception {
    return new ProcessBuilder("unshare", "-rm", "true").start().waitFor() == 0;
  }
}
