package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.vault.EntryId;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is done to several entries at once, and how a list shows them.
class BatchTest {

  private static final String BATCH = "/api/v1/entries/batch";

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String token = running.token(TokenScope.ENTRIES_WRITE, TokenScope.ENTRIES_READ);
  private final EntryId one = running.add(RunningServer.URI);
  private final EntryId two =
      running.add("otpauth://totp/Nobody%20Knows:bo?secret=GEZDGNBVGY3TQOJQ");

  @AfterEach
  void stop() {
    running.close();
  }

  private ContractClient.Call batch(String action, String more, Object... ids) {
    String list = Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    return client
        .call("POST", BATCH)
        .token(token)
        .json("{\"ids\":[%s],\"action\":\"%s\"%s}".formatted(list, action, more));
  }

  private int changed(String action, String more) {
    return batch(action, more, one, two).expect(200).json().get("changed").asInt();
  }

  @Test
  void trashesPinsAndTagsAllOfThemInOneRevision() {
    long before = running.vault.revision();
    assertThat(changed("trash", "")).isEqualTo(2);
    assertThat(running.vault.revision()).isEqualTo(before + 1);
    assertThat(running.vault.trash()).hasSize(2);
    assertThat(changed("trash", "")).isZero();
    assertThat(changed("restore", "")).isEqualTo(2);
    assertThat(changed("pin", "")).isEqualTo(2);
    assertThat(changed("unpin", "")).isEqualTo(2);
    assertThat(changed("tag", ",\"tag\":\"work\"")).isEqualTo(2);
    assertThat(changed("tag", ",\"tag\":\"work\"")).isZero();
    assertThat(running.vault.entry(two).orElseThrow().tags()).containsExactly("work");
    assertThat(changed("untag", ",\"tag\":\"work\"")).isEqualTo(2);
    assertThat(running.verifierStore.auditLog().waiting(100))
        .extracting(entry -> entry.action())
        .contains("entry.trashed", "entry.restored", "entry.changed");
  }

  @Test
  void changesNothingWhereOneIsMissingOrAValueIsBad() {
    batch("pin", "", one, "00000000-0000-4000-8000-000000000000").expect(404);
    batch("pin", "", one, "nonsense").broken().expect(404);
    batch("pin", "").broken().expect(422);
    batch("purge", "", one).broken().expect(422);
    batch("pin", ",\"tag\":\"x\"", one).expect(422);
    batch("tag", "", one).expect(422);
    batch("tag", ",\"tag\":\"" + "x".repeat(65) + "\"", one).broken().expect(422);
    assertThat(running.vault.entry(one).orElseThrow().pinned()).isFalse();
    assertThat(running.vault.entry(one).orElseThrow().tags()).isEmpty();
  }

  @Test
  void showsTheSitesMarkOrTheEntrysOwnIcon() {
    String entries = "/api/v1/entries";
    var list = client.call("GET", entries).token(token).expect(200).json().get("entries");
    assertThat(list.get(0).get("icon").isNull()).isTrue();
    assertThat(list.get(1).get("icon").asText()).isEqualTo("openai");
    String drawing = list.get(1).get("iconUrl").asText();
    assertThat(drawing).startsWith("/assets/brands/").endsWith("/openai.svg");

    String icon = "/api/v1/entries/{id}/icon";
    String path = "/api/v1/entries/" + one + "/icon";
    client.call("GET", icon, path).token(token).expect(404);
    client
        .call("PUT", icon, path)
        .token(token)
        .body("image/png", WrittenPictures.picture("x"))
        .expect(204);
    var own =
        client.call("GET", entries + "/{id}", entries + "/" + one).token(token).expect(200).json();
    assertThat(own.get("icon").asText()).isEqualTo("own");
    assertThat(own.get("iconUrl").asText()).isEqualTo(path);
    ContractClient.Reply shown = client.call("GET", icon, path).token(token).expect(200);
    assertThat(shown.header("Content-Type")).isEqualTo("image/png");
    assertThat(shown.text()).doesNotContain("WRITTEN"); // UP-07: not what was sent
    client.call("PUT", icon, path).token(token).body("image/png", new byte[] {1, 2}).expect(422);
    client.call("DELETE", icon, path).token(token).expect(204);
    assertThat(running.verifierStore.auditLog().waiting(100))
        .extracting(entry -> entry.action())
        .endsWith("entry.icon-changed"); // AU-01
    client.call("GET", icon, path).token(token).expect(404);
  }

  @Test
  void tellsHowManyRecoveryCodesAreLeftToWhoMayReadThemAlone() {
    running.vault.addRecoveryCodes(one, java.util.List.of("A", "B", "C"));
    running.vault.useRecoveryCode(one, "B");
    String path = "/api/v1/entries/" + one;
    String reader = running.token(TokenScope.ENTRIES_READ, TokenScope.RECOVERY_READ);
    var tally =
        client
            .call("GET", "/api/v1/entries/{id}", path)
            .token(reader)
            .expect(200)
            .json()
            .get("recoveryCodes");
    assertThat(tally.get("left").asInt()).isEqualTo(2);
    assertThat(tally.get("used").asInt()).isEqualTo(1);
    assertThat(client.call("GET", "/api/v1/entries/{id}", path).token(token).expect(200).json())
        .noneMatch(node -> node.has("left"));
  }
}
