package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.app.packaged.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that the packaged program makes are written aside, forced to disk, named, and their folder
/// forced, in this order, as the kernel saw it (SECURITY FI-03).
class WriteOrderIT {

  @TempDir Path home;
  private Program program;
  private WriteOrder order;

  @BeforeEach
  void vault() throws IOException {
    assumeTrue(WriteOrder.isHere(), "no strace here");
    home = home.toRealPath();
    program = new Program(home);
    order = new WriteOrder(home.resolve("calls"));
    done(program, "init");
    Run added =
        program.piped(
            "otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub\n",
            "add",
            "-");
    assertThat(added.exit()).as(added.err()).isZero();
  }

  private static void done(Program program, String... words) {
    Run run = program.run(words);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private void watched(String... words) {
    done(program.by(order.starter()), words);
  }

  @Test
  void anExport() throws IOException { // FI-03
    Path file = home.resolve("out.json");
    watched("export", "--plain", "--yes", "--to", "aegis", file.toString());
    order.assertWrittenAside(file);
    order.assertNeverWritten(file);
  }

  @Test
  void aKeyFile() throws IOException { // FI-03
    Path file = home.resolve("a.key");
    watched("slot", "add", "--create", file.toString());
    order.assertWrittenAside(file);
    order.assertNeverWritten(file);
  }

  @Test
  void aBackupAndARestoredVault() throws IOException { // FI-03, BK-03
    Path file = home.resolve("a.backup");
    watched("backup", file.toString());
    order.assertWrittenAside(file);
    order.assertNeverWritten(file);
    watched("restore-backup", "--replace", file.toString());
    order.assertWrittenAside(program.vault());
  }

  /// What the order is held against notices each thing that is left out.
  @Test
  void aCarelessProgramWouldBeNoticed() throws Exception {
    assertThat(isInOrder("echo x > .part; sync .part; mv .part out; sync .")).isTrue();
    for (String careless :
        List.of(
            "echo x > out; sync out; sync .",
            "echo x > .part; mv .part out; sync out; sync .",
            "echo x > .part; sync .part; echo y >> .part; mv .part out; sync .",
            "echo x > .part; sync .part; mv .part out",
            "echo x > .part; sync .part; sync .; mv .part out")) {
      assertThat(isInOrder(careless)).as(careless).isFalse();
    }
  }

  private boolean isInOrder(String script) throws Exception {
    Path folder = Files.createTempDirectory(home, "careless");
    List<String> command = new ArrayList<>(List.of(order.starter()));
    command.addAll(List.of("/bin/bash", "-c", script));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    try {
      order.assertWrittenAside(folder.resolve("out"));
      order.assertNeverWritten(folder.resolve("out"));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }
}
