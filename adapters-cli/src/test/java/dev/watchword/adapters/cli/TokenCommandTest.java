package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.audit.AuditEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// API tokens in an operator's hands.
class TokenCommandTest {

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
  }

  private ApiToken only() {
    return cli.tokens.all().getFirst();
  }

  private List<String> record() {
    return cli.verifierStore.auditLog().waiting(100).stream()
        .filter(entry -> entry.action().startsWith("token."))
        .map(AuditEntry::action)
        .toList();
  }

  @Test
  void makesOneThatIsOnRecordAndShownOnce() { // TK-01, AU-01
    assertThat(cli.run("token", "for", "the", "build", "--scope", "codes:read")).isZero();

    String shown = cli.out().strip();
    assertThat(shown).startsWith("wwt_");
    assertThat(only().name()).isEqualTo("for the build");
    assertThat(only().mac()).isPresent();
    assertThat(record()).containsExactly("token.issued");
    assertThat(cli.run("token", "--list")).isZero();
    assertThat(cli.out())
        .contains(only().id().toString(), only().hint(), "live", "for the build")
        .doesNotContain(shown);
  }

  @Test
  void takesOneBack() { // TK-04, AU-01
    cli.run("token", "reader");
    String id = only().id().toString();

    assertThat(cli.run("token", "--revoke", id)).isZero();

    assertThat(cli.err()).contains("reader is not accepted any more");
    assertThat(only().revokedAt()).isPresent();
    assertThat(only().mac()).isEmpty();
    assertThat(record()).containsExactly("token.issued", "token.revoked");
    cli.run("token", "--list");
    assertThat(cli.out()).contains("revoked");
    assertThat(cli.run("token", "--revoke", id)).isEqualTo(1);
    assertThat(cli.err()).contains("no token of that id");
    assertThat(record()).hasSize(2);
  }

  @Test
  void doesOneThingAtATime() {
    for (String[] words :
        new String[][] {
          {"token"}, {"token", "--list", "name"}, {"token", "--list", "--revoke", "x"}
        }) {
      assertThat(cli.run(words)).as(String.join(" ", words)).isEqualTo(2);
      assertThat(cli.err()).contains("or give --list or --revoke ID");
    }
    assertThat(cli.tokens.all()).isEmpty();
  }

  @Test
  void namesATokenThatSomebodyWroteIntoTheStore() { // CR-15
    cli.run("token", "reader");
    assertThat(cli.run("audit", "verify")).isZero();
    ApiToken genuine = only();
    cli.tokens.put(
        new ApiToken(
            genuine.id(),
            genuine.name(),
            genuine.hash(),
            genuine.hint(),
            genuine.scopes(),
            genuine.relyingParty(),
            genuine.createdAt(),
            genuine.expiresAt().plusSeconds(1),
            genuine.revokedAt(),
            genuine.lastUse(),
            genuine.owner(),
            genuine.mac()));

    assertThat(cli.run("audit", "verify")).isEqualTo(1);
    assertThat(cli.err())
        .contains("token/" + genuine.id(), "The token was added or changed outside of Watchword.");
  }
}
