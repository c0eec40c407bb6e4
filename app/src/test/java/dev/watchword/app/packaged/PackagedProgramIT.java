package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.app.packaged.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does first, with the program as it is packaged.
class PackagedProgramIT {

  private static final String KEY_URI =
      "otpauth://totp/GitHub:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub\n";

  @TempDir Path home;
  private Program program;

  @BeforeEach
  void program() {
    program = new Program(home);
  }

  @AfterEach
  void noAgentStays() {
    program.run("lock");
  }

  @Test
  void scanPrintsIssuerAccountCodeAndSecondsOfTheSampleAndNothingElse() {
    Run scan = program.run("scan", Program.sample().toString());

    assertThat(scan.err()).isEmpty();
    assertThat(scan.out()).matches("OpenAI\tada\\.lovelace@example\\.com\t\\d{6}\t\\d+ s left\n");
    assertThat(scan.exit()).isZero();
  }

  /// Every run of the packaged program is looked at that way.
  @Test
  void aSecretInArgumentsWouldBeNoticed() { // LO-06
    assertThat(program.run("init").exit()).isZero();
    assertThat(ProcessSecrets.looks()).isPositive();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> program.run("code", KEY_URI.strip()))
        .withMessageContaining("/cmdline");
  }

  @Test
  void aVaultGoesTheWholeWayFromInitToLock() {
    assertThat(program.run("init").exit()).isZero();
    assertThat(program.piped(KEY_URI, "add", "-").exit()).isZero();
    assertThat(program.run("add", Program.sample().toString()).exit()).isZero();
    assertThat(program.run("unlock").exit()).isZero();

    Run code = program.run("code", "--at", "2009-02-13T23:31:30Z", "github");
    assertThat(code.out()).isEqualTo("005924\n"); // RFC 6238 Appendix B
    assertThat(code.exit()).isZero();
    assertThat(program.run("list").out()).contains("GitHub\tada@example.com").contains("OpenAI");
    assertThat(program.run("lock").exit()).isZero();

    Run locked = program.run("code", "--at", "2009-02-13T23:31:30Z", "github");
    assertThat(locked.out()).isEqualTo("005924\n"); // by the passphrase file, without an agent
  }

  @Test
  void anUnlockedCodeLoadsNeitherGuiceNorStoreNorCryptography() throws IOException {
    program.run("init");
    program.piped(KEY_URI, "add", "-");
    program.run("unlock");
    Path log = home.resolve("classes");

    Run code =
        program
            .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none")
            .run("code", "github");

    assertThat(code.out()).matches("\\d{6}\n");
    List<String> loaded =
        Files.readAllLines(log).stream().map(line -> line.split(" ")[0]).distinct().toList();
    assertThat(loaded).contains("dev.watchword.adapters.cli.WatchwordCli");
    assertThat(loaded)
        .noneMatch(name ->
            name.startsWith("com.google.")
                || name.startsWith("org.jdbi.")
                || name.startsWith("org.sqlite.")
                || name.startsWith("org.bouncycastle.")
                || name.startsWith("javax.crypto.Cipher")
                || name.startsWith("com.sun.crypto.provider.")
                || name.startsWith("dev.watchword.adapters.storage.")
                || name.startsWith("dev.watchword.core.seal."));
  }

  @Test
  void eachBadInputGetsOneSentenceAndItsExitCode() throws IOException {
    failsWith(1, "There is no vault yet", "code", "github");
    program.run("init");
    program.piped(KEY_URI, "add", "-");
    program.piped(KEY_URI.replace("ada", "bob"), "add", "-");

    failsWith(1, "More than one entry matches", "code", "github");
    failsWith(1, "no entry", "code", "nowhere");
    failsWith(1, "There is no such file", "scan", "nowhere.png");
    Files.writeString(home.resolve("no-picture.png"), "just words");
    failsWith(1, "not a picture that can be read", "scan", "no-picture.png");
    failsWith(2, "never given on the command line", "code", "--passphrase=leaked", "github");
    String wrong = program.passphrase("wrong", "not the passphrase at all").toString();
    failsWith(1, "The passphrase is wrong", "code", "--passphrase-file", wrong, "bob");
    Files.write(program.vault(), new byte[] {1, 2, 3});
    failsWith(1, "Nothing was changed", "code", "bob");
  }

  private void failsWith(int exit, String sentence, String... words) {
    Run run = program.run(words);
    assertThat(run.err()).as("%s", String.join(" ", words)).containsIgnoringCase(sentence);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("leaked");
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(exit);
  }
}
