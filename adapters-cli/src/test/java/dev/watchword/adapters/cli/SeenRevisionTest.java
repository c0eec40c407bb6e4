package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vault that only the command line uses, and an older copy in its place (SECURITY CR-13).
class SeenRevisionTest {

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
    FakeTerminal typing = new FakeTerminal().piping(CliFixture.uri("GitHub", "me"));
    assertThat(cli.run(typing, "add", "-")).isZero();
  }

  private Path seen() throws Exception {
    Path state = Path.of(cli.environment.get("XDG_STATE_HOME"), "watchword/seen");
    try (Stream<Path> files = Files.list(state)) {
      return files.findFirst().orElseThrow();
    }
  }

  private long revision() throws Exception {
    return Long.parseLong(Files.readString(seen()).strip().split(" ")[0]);
  }

  private int keyVersion() throws Exception {
    return Integer.parseInt(Files.readString(seen()).strip().split(" ")[1]);
  }

  /// As if more had been done with the vault than it now says.
  private void putBack() throws Exception {
    Files.writeString(seen(), "%d %d\n".formatted(revision() + 3, keyVersion()));
  }

  @Test
  void opensWhatIsAsNewAsItWasAndWhatIsNewer() throws Exception {
    long before = revision();
    assertThat(cli.run("tag", "--add", "work", "github")).isZero();
    assertThat(cli.run("list")).isZero();

    assertThat(revision()).isGreaterThan(before);
    assertThat(Files.getPosixFilePermissions(seen()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesAnOlderOneUntilThatIsAccepted() throws Exception { // CR-13, BK-04, BK-05
    putBack();
    for (String[] words :
        new String[][] {{"list"}, {"code", "github"}, {"token", "--list"}, {"check"}}) {
      assertThat(cli.run(words)).as(String.join(" ", words)).isEqualTo(1);
      assertThat(cli.err())
          .contains("older than when it was used here last", "watchword check --accept-rollback");
    }

    assertThat(cli.run("check", "--accept-rollback")).as(cli.err()).isZero();

    assertThat(cli.err()).contains("API tokens dropped");
    assertThat(cli.auditLog.waiting(100))
        .extracting(AuditEntry::action)
        .contains("transfer.rollback-accepted");
    assertThat(cli.run("code", "github")).isZero();
    assertThat(cli.run("check", "--accept-rollback")).isEqualTo(1);
    assertThat(cli.err()).contains("nothing was done");
  }

  /// Whoever has the key from before can write a vault under it that was changed as often as they
  /// like.
  @Test
  void refusesOneUnderAKeyThatWasReplaced() throws Exception { // CR-13, CR-09
    assertThat(keyVersion()).isEqualTo(1);
    assertThat(cli.run("rotate")).isZero();
    assertThat(keyVersion()).isEqualTo(2);
    assertThat(cli.run("list")).isZero();
    Files.writeString(seen(), "1 3\n");

    assertThat(cli.run("list")).isEqualTo(1);

    assertThat(cli.err()).contains("under its key 3, now", "under key 2");
    assertThat(cli.run("tag", "--add", "work", "github")).isEqualTo(1);
    assertThat(Files.readString(seen())).as("not taken note of").isEqualTo("1 3\n");
  }

  /// Two copies of one vault, changed as often: what was done here last is not in this one.
  @Test
  void refusesOneThatWasChangedAsOftenInAnotherWay() throws Exception { // CR-13
    String mac = Files.readString(seen()).strip().split(" ")[2];
    String another = (mac.startsWith("0") ? "1" : "0") + mac.substring(1);
    Files.writeString(seen(), "%d %d %s\n".formatted(revision(), keyVersion(), another));

    assertThat(cli.run("list")).isEqualTo(1);
    assertThat(cli.err())
        .contains("is not the one that was used here last", "changed as often", "in another way");

    assertThat(cli.run("check", "--accept-rollback")).as(cli.err()).isZero();
    assertThat(cli.run("list")).isZero();
    assertThat(Files.readString(seen())).contains(mac);
  }

  @Test
  void knowsWhatAnEarlierVersionWrote() throws Exception {
    Files.writeString(seen(), revision() + 1 + "\n");
    assertThat(cli.run("list")).isEqualTo(1);
    Files.writeString(seen(), revision() - 1 + "\n");
    assertThat(cli.run("list")).isZero();
    assertThat(Files.readString(seen())).matches("\\d+ 1 [0-9a-f]{64}\n");
  }

  @Test
  void opensWhereNothingCanBeRememberedOrRead() throws Exception { // FI-06
    Files.writeString(seen(), "not a number, and longer than one can be\n");
    assertThat(cli.run("list")).isZero();
    cli.environment.put("XDG_STATE_HOME", "/proc/nowhere");
    assertThat(cli.run("list")).isZero();
  }
}
