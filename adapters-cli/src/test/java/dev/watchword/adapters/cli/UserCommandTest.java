package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.PersonName;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server's people in an operator's hands.
class UserCommandTest {

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
  }

  private int add(String name, String role) {
    String file = cli.secretFile("password", "another horse another staple\n").toString();
    return cli.run("user", "add", name, "--role", role, "--password-file", file);
  }

  @Test
  void addsAnOwnerFirstAndOthersAfterwards() {
    assertThat(add("bob", "viewer")).isEqualTo(1);
    assertThat(add("ann", "owner")).isZero();
    assertThat(add("bob", "viewer")).isZero();
    assertThat(add("BOB", "viewer")).isEqualTo(1);

    cli.run("user", "list");
    assertThat(cli.out().lines()).containsExactlyInAnyOrder("ann  owner", "bob  viewer");
  }

  @Test
  void resetsByAOneTimeCode() { // EN-10
    add("ann", "owner");

    assertThat(cli.run("user", "reset", "ann")).isZero();
    assertThat(cli.out().strip()).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){5}");
  }

  @Test
  void shutsOutButNotTheLastOwner() { // AZ-06
    add("ann", "owner");
    add("bob", "viewer");

    assertThat(cli.run("user", "disable", "ann")).isEqualTo(1);
    assertThat(cli.run("user", "disable", "bob")).isZero();
    var row = cli.people.persons().named(new PersonName("bob")).value().orElseThrow();
    assertThat(row.unverified().disabled()).isTrue();
  }
}
