package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.verification.Race;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes of `watchword serve` on one PostgreSQL (SECURITY MN-01, AS-03).
///
/// In CI in small: 1,000 requests and 5 rounds. `bench/verifier-nodes` runs it by the full figures,
/// with `watchword.nodes.requests` and `watchword.nodes.rounds`.
@Tag("postgres")
class TwoNodesTest {

  private static final int CONNECTIONS = 64;
  private static final int REQUESTS = Integer.getInteger("watchword.nodes.requests", 1000);
  private static final int ROUNDS = Integer.getInteger("watchword.nodes.rounds", 5);

  @TempDir static Path folder;

  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(folder, 2);
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  private static ApiClient client(int number) {
    return cluster.client(number);
  }

  private static long accepted(List<ApiClient.Reply> replies) {
    assertThat(replies).allMatch(reply -> reply.is(200) || reply.is(429));
    return replies.stream().filter(reply -> reply.is(200)).count();
  }

  @Test
  void acceptOneCodeOnce() { // OV-05
    for (int round = 0; round < ROUNDS; round++) {
      Device device = Device.enrol(client(0), "timed-" + round, "totp");
      String code = device.timed(0);
      var replies =
          Race.run(CONNECTIONS, REQUESTS, i -> client(i).verify(device.subscriber(), code));
      assertThat(accepted(replies)).isEqualTo(1);
    }
  }

  @Test
  void acceptOneCountersCodeOnce() { // OV-13
    Device device = Device.enrol(client(1), "counted", "hotp");
    for (int round = 1; round <= ROUNDS; round++) {
      String code = device.counted(round);
      var replies =
          Race.run(CONNECTIONS, REQUESTS, i -> client(i).verify(device.subscriber(), code));
      assertThat(accepted(replies)).isEqualTo(1);
    }
  }

  @Test
  void evaluateFiveParallelGuessesAndNoMore() { // TH-03
    for (int round = 0; round < ROUNDS; round++) {
      Device device = Device.enrol(client(0), "guessed-" + round, "totp");
      int hidden = 500;
      var replies =
          Race.run(
              CONNECTIONS,
              1000,
              i ->
                  client(i)
                      .verify(
                          device.subscriber(), i == hidden ? device.timed(0) : device.wrong(i)));
      assertThat(accepted(replies)).isZero();
      assertThat(client(1).show(device.subscriber()).json().get("factor").get("failures").asInt())
          .isEqualTo(5);
    }
  }

  @Test
  void spendARecoveryCodeOnce() { // RC-04
    Device device = Device.enrol(client(0), "recovering", "totp");
    for (int round = 0; round < ROUNDS; round++) {
      var codes = client(round).issue(device.subscriber()).json().get("codes");
      String code = codes.get(round % 10).asText();
      var replies = Race.run(CONNECTIONS, 1000, i -> client(i).redeem(device.subscriber(), code));
      assertThat(accepted(replies)).isEqualTo(1);
      assertThat(
              client(0)
                  .show(device.subscriber())
                  .json()
                  .get("recoveryCodes")
                  .get("remaining")
                  .asInt())
          .isEqualTo(9);
    }
  }

  @Test
  void leaveOneWholeSetOfTwoRegeneratedAtOnce() { // RC-05
    Device device = Device.enrol(client(0), "regenerating", "totp");
    for (int round = 0; round < ROUNDS; round++) {
      var sets = Race.run(2, 2, i -> client(i).issue(device.subscriber()).json().get("codes"));
      int works = 0;
      for (int set = 0; set < 2; set++) {
        String code = sets.get(set).get(0).asText();
        works += client(set).redeem(device.subscriber(), code).is(200) ? 1 : 0;
      }
      assertThat(works).isEqualTo(1);
    }
  }

  @Test
  void showOnePendingSecret() { // EN-02
    for (int round = 0; round < ROUNDS; round++) {
      String subscriber = "beginning-" + round;
      var replies = Race.run(25, 50, i -> client(i).begin(subscriber, "totp"));
      Set<String> shown = new HashSet<>();
      for (ApiClient.Reply reply : replies) {
        assertThat(reply.is(200) || reply.is(201)).isTrue();
        shown.add(reply.json().get("uri").asText() + reply.json().get("qrPng").asText());
      }
      assertThat(shown).hasSize(1);
      assertThat(replies.stream().filter(reply -> reply.is(201))).hasSize(1);
    }
  }

  @Test
  void bindOneFactorByParallelConfirmations() { // EN-05
    for (int round = 0; round < ROUNDS; round++) {
      Device device = Device.begin(client(0), "confirming-" + round, "totp");
      String code = device.timed(-1);
      var replies = Race.run(25, 100, i -> client(i).confirm(device.enrolment(), code));
      assertThat(replies).allMatch(reply -> reply.is(200));
      assertThat(replies.stream().filter(reply -> !reply.json().get("again").asBoolean()))
          .hasSize(1);
      assertThat(client(1).verify(device.subscriber(), code).is(429)).isTrue();
      assertThat(client(0).verify(device.subscriber(), device.timed(0)).is(200)).isTrue();
    }
  }

  @Test
  void linkOneAuditLogThatVerifiesFromTheCommandLine() throws Exception { // AU-06
    Device device = Device.enrol(client(0), "logged", "hotp");
    Race.run(16, 200, i -> client(i).verify(device.subscriber(), "none"));
    String report = cluster.command("audit", "verify", "-o", "json");
    assertThat(report).contains("\"intact\":true");
    assertThat(cluster.database.number("SELECT max(seq) - count(*) FROM audit_entry")).isZero();
    assertThat(cluster.database.number("SELECT count(DISTINCT node) FROM audit_entry"))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void eraseWhatNobodyConfirmedInTime() throws Exception { // EN-03
    Device device = Device.begin(client(0), "late", "totp");
    cluster.database.execute(
        "UPDATE enrolment SET expires_at = watchword_now() WHERE subscriber = 'late'");
    assertThat(client(1).confirm(device.enrolment(), device.timed(0)).is(500))
        .as("a row that was edited, as this one was, confirms nothing") // CR-15
        .isTrue();
    Device.begin(client(0), "later", "totp");
    cluster.database.execute(
        "UPDATE enrolment SET expires_at = watchword_now() WHERE subscriber = 'later'");
    long end = System.nanoTime() + 60_000_000_000L;
    String rows = "SELECT count(*) FROM enrolment WHERE subscriber IN ('late', 'later')";
    while (cluster.database.number(rows) > 0) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
      Thread.sleep(500);
    }
  }
}
