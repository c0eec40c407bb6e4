package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.vault.NotYetOpenException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The first run in a browser, and the vault's lock.
class FirstRunTest {

  private final PeopleServer running = new PeopleServer();

  @AfterEach
  void stop() {
    running.close();
  }

  private Browser.Reply setUp(String code) {
    return setUp(running.browser(), code);
  }

  private static Browser.Reply setUp(Browser browser, String code) {
    return browser.post(
        "/setup",
        "setupCode",
        code,
        "name",
        "ada",
        "displayName",
        "Ada",
        "password",
        PeopleServer.PASSWORD,
        "passphrase",
        PeopleServer.PASSPHRASE);
  }

  @Test
  void makesVaultAndOwnerAndAsksTheRecoveryKeyBack() {
    Browser ada = running.browser();
    assertThat(ada.get("/setup").must(200).body()).contains("\"state\":\"new\"", "\"vault\":false");
    Browser.Reply made =
        setUp(ada, running.server.setupCode().orElseThrow().toLowerCase(java.util.Locale.ROOT))
            .must(201);
    assertThat(made.text("state")).isEqualTo("full");
    String key = made.text("recoveryKey");
    assertThat(key).matches("([0-9A-Z]{4}-){7}[0-9A-Z]{4}");
    assertThat(
            ada.post("/setup/recovery-key", "recoveryKey", "0000-" + key.substring(5))
                .must(422)
                .problem())
        .isEqualTo("does-not-match");
    ada.post("/setup/recovery-key", "recoveryKey", key).must(204);
    assertThat(ada.get("/setup").body()).contains("\"state\":\"ready\"");
    ada.get("/entries").must(200);
    assertThat(running.server.setupCode()).isEmpty();
    assertThat(setUp("0000").must(409).problem()).isEqualTo("already-set-up");
  }

  @Test
  void takesFiveWrongSetupCodesAtMost() {
    String code = running.server.setupCode().orElseThrow();
    for (int i = 0; i < 5; i++) {
      assertThat(setUp("0000-0000-0000-0000").must(403).problem()).isEqualTo("setup-code-refused");
    }
    assertThat(setUp(code).must(403).problem()).isEqualTo("setup-code-refused");
    assertThat(running.browser().get("/setup").body()).contains("\"state\":\"new\"");
  }

  @Test
  void letsPagesScanWithoutASessionOnlyWhileThereIsNobody() {
    Browser page = running.browser();
    page.send("POST", "/scan", java.util.Optional.of("x"), "image/png").must(200);
    running.setUp();
    page.send("POST", "/scan", java.util.Optional.of("x"), "image/png").must(401);
  }

  @Test
  void answersThatItIsLockedUntilThePassphraseIsGiven() { // UN-01, CR-17
    running.setUp();
    Browser ada = running.signedIn("ada");
    ada.post("/lock").must(204);
    assertThat(ada.get("/setup").body()).contains("\"state\":\"locked\"");
    for (String path : List.of("/entries", "/session", "/people", "/tokens", "/me/factor")) {
      assertThat(ada.get(path).must(423).problem()).isEqualTo("vault-locked");
    }
    Browser other = running.browser();
    other.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(423);
    for (int i = 0; i < 4; i++) {
      assertThat(other.post("/unlock", "passphrase", "wrong").must(403).problem())
          .isEqualTo("wrong-passphrase");
    }
    assertThat(
            other
                .post("/unlock", "passphrase", PeopleServer.PASSPHRASE)
                .must(403)
                .header("Retry-After"))
        .contains("1");
    running.advance(java.time.Duration.ofSeconds(2));
    other.post("/unlock", "passphrase", PeopleServer.PASSPHRASE).must(204);
    ada.get("/entries").must(200);
  }

  @Test
  void answersThatTheStoreIsStillLookedAt() { // CR-12
    running.setUp();
    running.signedIn("ada").post("/lock").must(204);
    running.beforeOpening =
        (opened, asked) -> {
          assertThat(asked).isTrue();
          throw new NotYetOpenException();
        };
    Browser other = running.browser();

    Browser.Reply reply = other.post("/unlock", "passphrase", PeopleServer.PASSPHRASE).must(503);

    assertThat(reply.problem()).isEqualTo("not-yet-open");
    assertThat(reply.body()).contains("held against its audit log");
    assertThat(reply.header("Retry-After")).isPresent();
    assertThat(running.door.vault()).isEmpty();
    running.beforeOpening = (opened, asked) -> {};
    other.post("/unlock", "passphrase", PeopleServer.PASSPHRASE).must(204);
  }
}
