package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `watchword audit archive`, and a log that is verified with what it wrote (SECURITY AU-07).
class AuditArchiveTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private CliFixture cli;
  private String first;
  private String second;

  @BeforeEach
  void makeAVaultWithALog() {
    cli = CliFixture.withVault(folder);
    first = folder.resolve("first.log").toString();
    second = folder.resolve("second.log").toString();
    begin("ann");
    begin("bob");
  }

  private void begin(String who) {
    assertThat(cli.run("enrol", who, "--relying-party", "shop", "--issuer", "Shop")).isZero();
  }

  private void later() {
    cli.verifierStore.advance(DAY.multipliedBy(40));
    cli.clock.advance(DAY.multipliedBy(40));
  }

  private long end() {
    return cli.verifierStore.auditLog().head().map(AuditLink::seq).orElse(0L);
  }

  @Test
  void refusesAnOptionThatIsAnotherActions() {
    later();
    assertThat(cli.run("audit", "archive", first, "--older-than", "30", "--segment", second))
        .isEqualTo(2);
    assertThat(cli.err()).contains("--segment is not for `watchword audit archive`");
    assertThat(Path.of(first)).doesNotExist();
    assertThat(cli.run("audit", "verify", "--csv")).isEqualTo(2);
    assertThat(cli.run("audit", "export", "--older-than", "3")).isEqualTo(2);
    assertThat(cli.run("audit", "export", "--csv")).isZero();
  }

  @Test
  void movesWhatIsOldIntoAFileAndVerifiesItFromThere() throws IOException {
    later();
    begin("cid");
    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isZero();
    assertThat(cli.out()).isEqualToIgnoringNewLines("archived: entries 1 to 2");
    assertThat(cli.err()).contains("Keep the file");
    assertThat(Files.readAllLines(Path.of(first)))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("watchword-audit-segment v=1 from=1 before=0000");

    assertThat(cli.run("audit", "verify")).isZero();
    assertThat(cli.err()).contains("2 of the entries are in archived segments");
    assertThat(cli.run("audit", "verify", "--segment", first, "-o", "json")).isZero();
    assertThat(cli.out()).contains("\"entries\":" + end(), "\"unread\":0");

    later();
    assertThat(cli.run("audit", "archive", second, "--older-than", "30", "-o", "json")).isZero();
    assertThat(cli.out()).contains("\"from\":3", "\"kept\":");
    assertThat(cli.run("audit", "verify", "--segment", second, "--segment", first)).isZero();
    assertThat(cli.err()).doesNotContain("archived segments");
  }

  @Test
  void saysWhichSegmentsCheckpointsNeed() throws IOException { // AU-05
    later();
    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isZero();
    String checkpoint = Files.readAllLines(Path.of(first)).getLast();
    Path anchor = Files.writeString(folder.resolve("anchor"), checkpoint + "\n");
    String[] verify = {"audit", "verify", "--anchor", anchor.toString()};

    assertThat(cli.run(verify)).isZero();
    assertThat(cli.err()).contains("Checkpoints prove that nothing up to entry 2 ");

    later();
    assertThat(cli.run("audit", "archive", second, "--older-than", "30")).isZero();
    assertThat(cli.run(verify)).isZero();
    assertThat(cli.err()).contains("All checkpoints are of archived entries");
    assertThat(cli.run("audit", "verify", "--anchor", anchor.toString(), "--segment", first))
        .isZero();
    assertThat(cli.err()).contains("Checkpoints prove that nothing up to entry 2 ");
  }

  @Test
  void namesWhatIsWrongWithAFile() throws IOException { // AU-03
    later();
    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isZero();
    String text = Files.readString(Path.of(first));

    Files.writeString(Path.of(first), text.replace("shop/bob", "shop/eve"));
    assertThat(cli.run("audit", "verify", "--segment", first)).isEqualTo(1);
    assertThat(cli.err()).contains("Entry 2 of the audit log: A field of this entry was changed.");
    for (String bad :
        List.of("", "no segment", text.substring(0, text.length() - 10), text + text)) {
      Files.writeString(Path.of(first), bad);
      assertThat(cli.run("audit", "verify", "--segment", first)).isEqualTo(1);
      assertThat(cli.err()).contains("Entry ").doesNotContain("Exception");
    }
    assertThat(cli.run("audit", "verify", "--segment", second)).isEqualTo(1);
    assertThat(cli.err()).contains("second.log can't be read");
  }

  @Test
  void leavesTheLogWhereTheFileCannotBeMade() throws IOException {
    later();
    Files.writeString(Path.of(first), "precious");

    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isEqualTo(1);
    assertThat(cli.err()).contains("There is a file at ");
    assertThat(Path.of(first)).hasContent("precious");
    assertThat(cli.run("audit", "verify")).isZero();
    assertThat(cli.err()).doesNotContain("archived segments");
  }

  @Test
  void saysThatNothingIsSoOldAndHowItIsCalled() {
    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isEqualTo(1);
    assertThat(cli.err()).contains("no entry that is older than 30 days");
    assertThat(Path.of(first)).doesNotExist();
    for (List<String> wrong :
        List.of(
            List.of("audit", "archive"),
            List.of("audit", "archive", first),
            List.of("audit", "archive", first, "--older-than", "0"),
            List.of("audit", "archive", first, "--older-than", "36501"),
            List.of("audit", "archive", first, "--older-than", "soon"),
            List.of("audit", "verify", first))) {
      assertThat(cli.run(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(2);
    }
  }

  @Test
  void doesNothingWithALogThatWasChanged() { // AU-03
    later();
    cli.run("audit", "verify");
    cli.verifierStore.chain().removeFirst();

    assertThat(cli.run("audit", "archive", first, "--older-than", "30")).isEqualTo(1);
    assertThat(cli.err()).contains("Entry 1 of the audit log: The entry of this place is missing.");
    assertThat(Path.of(first)).doesNotExist();
  }
}
