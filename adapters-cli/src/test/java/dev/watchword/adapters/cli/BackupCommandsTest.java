package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada", "Bank:17");
  }

  private Path made(String name) {
    Path backup = folder.resolve(name);
    assertThat(cli.run("backup", backup.toString())).as(cli.err()).isZero();
    return backup;
  }

  /// BK-01.
  @Test
  void aBackupIsReadBackAndOnRecord() throws IOException {
    Path backup = made("a.backup");

    assertThat(cli.out()).contains("2 entries, read back, whole");
    assertThat(actions()).contains("transfer.backed-up");
    assertThat(cli.run("backup", "--verify", backup.toString())).isZero();
    assertThat(leftovers()).isEmpty();
  }

  private List<String> actions() {
    return cli.auditLog.waiting(100).stream().map(AuditEntry::action).toList();
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(".")).toList();
    }
  }

  /// BK-01, BK-02: any changed byte of the store or the seal is refused.
  @Test
  void aChangedBackupIsRefusedAndLeavesTheVault() throws IOException {
    Path backup = made("a.backup");
    byte[] whole = Files.readAllBytes(backup);
    Path vault = cli.file("vault.db", new byte[] {7});

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(backup, changed);
      assertThat(cli.run("restore-backup", "--replace", backup.toString()))
          .as("byte " + at)
          .isOne();
      assertThat(cli.err()).containsAnyOf("changed or damaged", "is no backup");
    }
    assertThat(Files.readAllBytes(vault)).containsExactly(7);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() {
    Path backup = made("a.backup");

    assertThat(cli.run("backup", backup.toString())).isOne();
    assertThat(cli.err()).contains("already; name another");
  }

  @Test
  void whatIsNoBackupIsToldSo() {
    String note = cli.file("note.txt", new byte[500]).toString();

    assertThat(cli.run("restore-backup", note)).isOne();
    assertThat(cli.err()).contains("is no backup that `watchword backup` made");
    assertThat(cli.run("restore-backup", folder.resolve("gone").toString())).isOne();
    assertThat(cli.err()).contains("There is no backup");
  }

  @Test
  void aFolderGetsFilesNamedByTheTimeAndKeepsTheNewest() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));

    for (int day = 0; day < 4; day++) {
      assertThat(cli.run("backup", many.toString(), "--keep", "2")).as(cli.err()).isZero();
      cli.clock.advance(Duration.ofDays(1));
    }

    try (Stream<Path> left = Files.list(many)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "watchword-20261126T120010Z.backup", "watchword-20261127T120010Z.backup");
    }
  }

  @Test
  void keepingIsForFoldersAndAtLeastOne() {
    assertThat(cli.run("backup", folder.toString(), "--keep", "0")).isEqualTo(2);
    assertThat(cli.run("backup", folder.resolve("x").toString(), "--keep", "3")).isEqualTo(2);
  }

  /// BK-02: into a used place it asks.
  @Test
  void aVaultThatIsThereIsReplacedWhenThatWasSaidOnly() {
    Path backup = made("a.backup");
    cli.file("vault.db", new byte[] {7});

    assertThat(cli.run("restore-backup", backup.toString())).isOne();
    assertThat(cli.err()).contains("Nothing was restored").contains("--replace");
    assertThat(cli.run("restore-backup", "--replace", backup.toString())).as(cli.err()).isZero();
    assertThat(folder.resolve("vault.db")).hasBinaryContent(FakeStoreFiles.STORE);
    assertThat(folder.resolve("vault.db.replaced-1")).hasBinaryContent(new byte[] {7});
  }

  @Test
  void replacesNoDatabase() {
    String url = "jdbc:postgresql://localhost/codes";
    assertThat(cli.run("restore-backup", "--replace", "--database", url, "a.backup")).isEqualTo(2);
    assertThat(cli.err()).contains("only while that is empty");
  }

  /// BK-05: what was dropped is said.
  @Test
  void aRestoreSaysWhatItDroppedAndIsOnRecord() {
    cli.run("restore-backup", made("a.backup").toString());

    assertThat(cli.err())
        .contains("1 signed-in sessions ended")
        .contains("2 API tokens dropped")
        .contains("1 passkeys dropped")
        .contains("5 accounts at a provider unlinked")
        .contains("3 sets of recovery codes dropped")
        .doesNotContain("grants");
    assertThat(actions()).contains("transfer.backup-restored");
  }

  /// BK-05: where no vault tells what ended since, that is said, if it matters to anybody.
  @Test
  void aRestoreSaysThatItDoesNotKnowWhatEndedSince() throws IOException {
    String backup = made("a.backup").toString();
    cli.run("restore-backup", backup);
    assertThat(cli.err()).as("nobody relies on it").doesNotContain("not known here");
    String password = cli.secretFile("password", "another horse another staple\n").toString();
    cli.run("user", "add", "ada", "--password-file", password);
    Files.deleteIfExists(folder.resolve("vault.db"));

    cli.run("restore-backup", backup);
    assertThat(cli.err()).contains("ended since the backup is not known here, and is back");
    cli.run("restore-backup", "--replace", backup);
    assertThat(cli.err()).as("the vault that is there tells").doesNotContain("not known here");
  }

  /// BK-05: the checkpoints beside the vault say how far its log went.
  @Test
  void aRestoreSaysThatItMayNotKnowAllThatEnded() throws IOException {
    String backup = made("a.backup").toString();
    Path replaced = folder.resolve("vault.db.replaced-1");
    cli.run("restore-backup", backup);
    cli.run("restore-backup", "--replace", "-o", "json", backup);
    assertThat(cli.out()).contains("\"endsKnown\":true,\"endsWhole\":true");
    Files.delete(replaced);
    cli.file("vault.db.audit-anchor", new byte[] {'\n'});

    cli.run("restore-backup", "--replace", "-o", "json", backup);
    assertThat(cli.out()).contains("\"endsKnown\":true,\"endsWhole\":false");
    Files.delete(replaced);
    cli.run("restore-backup", "--replace", backup);
    assertThat(cli.err())
        .contains("holds no checkpoint. What ended since the backup may not all be known here.");
  }

  @Test
  void anOldBackupIsRemindedOf() {
    assertThat(cli.run("doctor")).isZero();
    assertThat(cli.out()).contains("none that is known of");
    made("a.backup");
    assertThat(cli.run("doctor")).isZero();
    cli.clock.advance(Duration.ofDays(31));

    assertThat(cli.run("doctor")).isOne();
    assertThat(cli.out()).contains("31 days ago; `watchword backup` makes another");
  }
}
