package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.packaged.Program.Run;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup of the whole store, made, read back and restored by the packaged program.
class BackupIT {

  private static final int MUTANTS = Integer.getInteger("watchword.backup.mutants", 6);
  private static final String AT = "2009-02-13T23:31:30Z";

  @TempDir Path home;
  private Program program;
  private Path backup;

  @BeforeEach
  void vault() {
    program = new Program(home);
    backup = home.resolve("kept/a.backup");
    done("", "init");
    added("GitHub");
  }

  private void added(String issuer) {
    done(
        "otpauth://totp/%s:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%s\n"
            .formatted(issuer, issuer),
        "add",
        "-");
  }

  private Run done(String input, String... words) {
    Run run = program.piped(input, words);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private void backUp() throws IOException {
    Files.createDirectories(backup.getParent());
    assertThat(done("", "backup", backup.toString()).out()).contains("1 entries, read back, whole");
  }

  /// BK-02: on a machine that has nothing yet.
  @Test
  void aBackupOpensOnAnotherMachine() throws IOException {
    backUp();
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Program other = new Program(elsewhere);

    Run restored = other.run("restore-backup", backup.toString());

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(other.run("code", "--at", AT, "github").out()).isEqualTo("005924\n");
    assertThat(other.run("audit", "verify").exit()).isZero();
  }

  /// BK-02, BK-07: by the passphrase of its time, and without what came later.
  @Test
  void aRestoreBringsTheStateOfThenAndKeepsTheReplacedVault() throws IOException {
    backUp();
    added("Later");
    Path fresh = program.passphrase("fresh", "another passphrase of the test");
    done("", "passphrase", "--new-passphrase-file", fresh.toString());

    Run asked = program.run("restore-backup", backup.toString());
    assertThat(asked.exit()).isOne();
    assertThat(asked.err()).contains("--replace");
    Run wrong =
        program.run(
            "restore-backup",
            "--replace",
            "--passphrase-file",
            fresh.toString(),
            backup.toString());
    assertThat(wrong.exit()).isOne();
    assertThat(wrong.err()).contains("passphrase is wrong");
    Run restored = done("", "restore-backup", "--replace", backup.toString());

    assertThat(restored.err()).contains("vault.db.replaced-1");
    assertThat(program.run("list").out()).contains("GitHub").doesNotContain("Later");
    Path replaced = program.vault().resolveSibling("vault.db.replaced-1");
    assertThat(
            program
                .run("--vault", replaced.toString(), "--passphrase-file", fresh.toString(), "list")
                .out())
        .contains("Later");
  }

  /// BK-01, BK-02.
  @Test
  void aDamagedBackupIsRefusedAndTheVaultStays() throws IOException {
    backUp();
    byte[] whole = Files.readAllBytes(backup);
    byte[] vault = Files.readAllBytes(program.vault());
    Random random = new Random(5);

    for (int i = 0; i < MUTANTS; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(backup, i == 0 ? java.util.Arrays.copyOf(whole, whole.length / 2) : changed);
      Run refused = program.run("restore-backup", "--replace", backup.toString());
      assertThat(refused.exit()).as(refused.out()).isOne();
      assertThat(refused.err()).doesNotContain("Exception");
    }
    assertThat(program.run("backup", "--verify", backup.toString()).exit()).isOne();
    assertThat(Files.readAllBytes(program.vault())).isEqualTo(vault);
  }

  @Test
  void anOlderCopyInTheVaultsPlaceIsRefusedUntilItIsAccepted() throws IOException { // CR-13
    byte[] older = Files.readAllBytes(program.vault());
    added("Later");
    Files.write(program.vault(), older);

    Run refused = program.run("list");
    assertThat(refused.exit()).isOne();
    assertThat(refused.err()).contains("older than when it was used here last");
    assertThat(program.run("unlock").exit()).as("by the agent").isOne();
    done("", "check", "--accept-rollback");
    assertThat(done("", "list").out()).contains("GitHub").doesNotContain("Later");
    done("", "audit", "verify");
  }

  /// BK-04, BK-05: a code that was accepted after the backup, and a recovery code that was spent
  /// after it, do not count again.
  @Test
  void whatWasUsedAfterTheBackupIsNotTakenAgain() throws Exception {
    Run enrolled =
        done("", "enrol", "ann", "--relying-party", "shop", "--issuer", "S", "-o", "json");
    OtpKey device = KeyUri.parse(EnrolOutput.uri(enrolled.out())).key();
    awaitAPeriodWithTimeLeft();
    Run confirmed =
        done(
            device.at(Instant.now()).code() + "\n",
            "enrol",
            "ann",
            "--relying-party=shop",
            "--confirm",
            EnrolOutput.id(enrolled.out()),
            "--recovery-codes",
            "-o",
            "json");
    String recovery = EnrolOutput.recoveryCode(confirmed.out());
    backUp();
    String next = device.at(Instant.now().plusSeconds(30)).code();
    done(next + "\n", "verify", "ann", "--relying-party", "shop");
    done(recovery + "\n", "redeem", "ann", "--relying-party", "shop");

    Run restored = done("", "restore-backup", "--replace", backup.toString());

    assertThat(restored.err())
        .contains("1 sets of recovery codes dropped")
        .doesNotContain("is not whole");
    assertThat(program.piped(next + "\n", "verify", "ann", "--relying-party", "shop").exit())
        .isOne();
    assertThat(program.piped(recovery + "\n", "redeem", "ann", "--relying-party", "shop").exit())
        .isOne();
  }

  /// What ended since may be what somebody took out.
  @Test
  void aRestoreSaysThatTheReplacedLogIsNotWhole() throws Exception { // BK-05, AU-03
    backUp();
    done("", "token", "one");
    done("", "token", "two");
    done("", "audit", "verify");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + program.vault());
        var statement = connection.createStatement()) {
      String last = "DELETE FROM audit_entry WHERE seq = (SELECT MAX(seq) - 1 FROM audit_entry)";
      assertThat(statement.executeUpdate(last)).isOne();
    }

    Run restored = done("", "restore-backup", "--replace", backup.toString());

    assertThat(restored.err())
        .contains("The audit log of the vault that was replaced is not whole, at entry ")
        .contains("missing. What ended since the backup may not all be known here.");
  }

  /// A code that comes a period late is taken, and the device counts as slow from then: its next
  /// one would be too early.
  private static void awaitAPeriodWithTimeLeft() throws InterruptedException {
    long left = 30 - Instant.now().getEpochSecond() % 30;
    if (left < 10) {
      Thread.sleep(Duration.ofSeconds(left + 1));
    }
  }
}
