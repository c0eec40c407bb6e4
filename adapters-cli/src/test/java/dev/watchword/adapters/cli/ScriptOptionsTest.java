package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What scripts and careful people ask of every command: quiet, passphrases from elsewhere, whole
/// folders, a check against the site.
class ScriptOptionsTest {

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada");
  }

  @Test
  void quietLeavesRemarksOutAndFailuresIn() {
    cli.run("code", "github");
    assertThat(cli.err()).isNotEmpty();
    assertThat(cli.run("code", "-q", "github")).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).matches("\\d{6}\n");
    assertThat(cli.run("code", "--quiet", "nowhere")).isEqualTo(1);
    assertThat(cli.err()).contains("No entry matches");
  }

  @Test
  void aProgramMayAskForThePassphrase() throws IOException { // UN-02
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    Path program =
        program("ask", "echo \"$1\" >\"$0.prompt\"; echo '" + CliFixture.PASSPHRASE + "'");

    assertThat(cli.run("code", "--askpass", program.toString(), "github")).isZero();
    assertThat(Files.readString(Path.of(program + ".prompt")))
        .isEqualTo("Watchword passphrase: \n");

    Path refusing = program("no", "exit 1");
    assertThat(cli.run("code", "--askpass", refusing.toString(), "github")).isEqualTo(1);
    assertThat(cli.err()).contains("gave no passphrase");
    assertThat(cli.run("code", "--askpass", folder + "/nowhere", "github")).isEqualTo(1);
    assertThat(cli.err()).contains("can't be started");
  }

  private Path program(String name, String script) throws IOException {
    Path file = cli.file(name, ("#!/bin/sh\n" + script + "\n").getBytes());
    CliFixture.mode(file, "rwx------");
    return file;
  }

  @Test
  void aDescriptorMayHoldThePassphrase() throws IOException { // UN-02
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    assertThat(cli.run("code", "--passphrase-fd", "999", "github")).isEqualTo(1);
    assertThat(cli.err()).contains("File descriptor 999 can't be read.");
    assertThat(cli.run("code", "--passphrase-fd", "-1", "github")).isEqualTo(2);
    try (var file =
        new java.io.RandomAccessFile(
            cli.secretFile("fd", CliFixture.PASSPHRASE + "\n").toFile(), "r")) {
      assertThat(cli.run("code", "--passphrase-fd", descriptor(), "github")).as(cli.err()).isZero();
      assertThat(file.length()).isPositive();
    }
  }

  /// The newest open file of this process that is the passphrase's.
  private String descriptor() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(
              fd -> {
                try {
                  return Files.readSymbolicLink(fd).endsWith("fd");
                } catch (IOException gone) {
                  return false;
                }
              })
          .map(fd -> fd.getFileName().toString())
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void scansFoldersWithASummary() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/deeper"));
    Files.createDirectory(folder.resolve("pictures/.hidden"));
    Files.write(pictures.resolve("one.png"), FakePictures.of(CliFixture.uri("One", "a")));
    Files.write(folder.resolve("pictures/two.JPG"), FakePictures.of(CliFixture.uri("Two", "b")));
    Files.write(
        folder.resolve("pictures/.hidden/three.png"),
        FakePictures.of(CliFixture.uri("Three", "c")));
    Files.writeString(folder.resolve("pictures/notes.txt"), "otpauth://nothing");
    Files.write(folder.resolve("pictures/none.png"), FakePictures.of());

    assertThat(cli.run("scan", folder.resolve("pictures").toString())).isZero();
    assertThat(cli.out().lines()).hasSize(2);
    assertThat(cli.out()).contains("One\ta").contains("Two\tb").doesNotContain("Three");
    assertThat(cli.err()).contains("3 pictures: 2 accounts in 2 of them");

    cli.run("scan", "-o", "json", folder.resolve("pictures").toString());
    assertThat(cli.out()).contains("\"summary\":{\"pictures\":3,\"withAccounts\":2,\"accounts\":2");
    assertThat(cli.run("scan", folder.resolve("pictures/.hidden/nothing").toString())).isEqualTo(1);
  }

  @Test
  void aPatternThatNoShellHasReadIsRead() throws IOException {
    Files.write(folder.resolve("b.png"), FakePictures.of(CliFixture.uri("B", "b")));
    Files.write(folder.resolve("a.png"), FakePictures.of(CliFixture.uri("A", "a")));
    Files.write(folder.resolve("c.pdf"), FakePictures.of(CliFixture.uri("C", "c")));

    assertThat(cli.run("scan", folder + "/*.png")).isZero();
    assertThat(cli.out()).containsSubsequence("A\ta", "B\tb").doesNotContain("C\tc");
    assertThat(cli.run("scan", folder + "/*.gif")).isEqualTo(1);
    assertThat(cli.err()).contains("No file matches");
  }

  @ParameterizedTest
  @CsvSource({
    "2009-02-13T23:31:30Z, the clocks agree",
    "2009-02-13T23:32:00Z, the clocks agree",
    "2009-02-13T23:36:30Z, about 300 s ahead",
    "2009-02-13T23:26:30Z, about 300 s behind"
  })
  void addVerifySaysWhetherClockAndSecretAgree(String now, String said) {
    cli.clock.set(java.time.Instant.parse(now));
    String picture = cli.picture("new.png", CliFixture.uri("New", "me"));

    FakeTerminal terminal = new FakeTerminal().typing("005 924"); // RFC 6238 Appendix B
    assertThat(cli.run(terminal, "add", "--verify", picture)).isZero();
    assertThat(cli.err()).contains(said);
    assertThat(cli.out()).contains("added New (me)");
  }

  @Test
  void addVerifyStoresNothingThatDoesNotFit() {
    String picture = cli.picture("new.png", CliFixture.uri("New", "me"));

    assertThat(cli.run(new FakeTerminal().typing("123456"), "add", "--verify", picture))
        .isEqualTo(1);
    assertThat(cli.err()).contains("no code of this secret").contains("Nothing was stored");
    cli.run("list");
    assertThat(cli.out()).doesNotContain("New");
  }

  @Test
  void progressIsALineThatGoesAwayAndNothingOnAPipe() {
    FakeTerminal terminal = new FakeTerminal();
    try (Progress progress = new Progress(terminal, "scanning", 0)) {
      progress.step(1, 2);
    }
    assertThat(terminal.err()).isEmpty();

    terminal.errorIsTerminal = true;
    try (Progress progress = new Progress(terminal, "scanning", 0)) {
      progress.step(1, 2);
    }
    assertThat(terminal.err())
        .contains("scanning  ━━━━━━━━━━──────────  1 of 2")
        .endsWith("\r\u001b[K");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9h", "0m", "soon", "-1h", "2"})
  void unlockForTakesATimeUpToEightHours(String time) { // UN-04
    assertThat(cli.run("unlock", "--for", time)).isEqualTo(2);
    assertThat(cli.err()).contains("at most 8h");
  }

  @Test
  void theSecretServiceMayKeepAKeyOfItsOwn() throws IOException {
    String kept = folder + "/kept";
    program(
        "secret-tool",
        "case $1 in store) cat >'%1$s';; lookup) cat '%1$s';; clear) rm -f '%1$s';; esac"
            .formatted(kept));
    assertThat(cli.run("keyring", "add")).isEqualTo(1);
    assertThat(cli.err()).contains("There is no secret service here");
    cli.environment.put("PATH", folder + ":" + System.getenv("PATH"));
    cli.environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");

    assertThat(cli.run("keyring", "add")).as(cli.err()).isZero();
    assertThat(Files.readString(Path.of(kept))).doesNotContain(CliFixture.PASSPHRASE);
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    assertThat(cli.run("code", "github")).as(cli.err()).isZero();

    String key = Files.readString(Path.of(kept));
    assertThat(cli.run("keyring", "remove")).isZero();
    assertThat(Path.of(kept)).doesNotExist();
    Files.writeString(Path.of(kept), key); // a copy that somebody made opens nothing any more
    assertThat(cli.run("code", "github")).isEqualTo(1);
    assertThat(cli.run(new FakeTerminal().typing(CliFixture.PASSPHRASE), "code", "github"))
        .isZero();
  }
}
