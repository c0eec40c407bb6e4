package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the audit log says of requests that were refused.
class RefusalRecordTest {

  private final PeopleServer running = new PeopleServer().setUp();

  @AfterEach
  void stop() {
    running.close();
  }

  private List<AuditEntry> entries(String action) {
    return running.verifierStore.auditLog().waiting(10_000).stream()
        .filter(entry -> entry.action().equals(action))
        .toList();
  }

  @Test
  void aRoleThatIsNotEnoughIsOnRecordWithWhoAskedForWhat() { // AU-01
    String id = running.person("vera", Role.VIEWER).id().actor();
    Browser vera = running.signedIn("vera");
    running.enrol(vera);

    vera.get("/people").must(403);

    assertThat(entries("access.denied")).hasSize(1);
    AuditEntry entry = entries("access.denied").getFirst();
    assertThat(entry.subject()).isEqualTo(id);
    assertThat(entry.origin().actor()).isEqualTo(id);
    assertThat(entry.origin().source()).isEqualTo("127.0.0.1");
    assertThat(entry.details()).isEqualTo("permission=see-people");
  }

  @Test
  void whatIsAllowedAfterAProofIsNoDenial() {
    Browser ada = running.signedIn("ada");
    running.advance(Duration.ofMinutes(6));
    ada.json("POST", "/people", "{}").must(403);

    assertThat(entries("access.denied")).isEmpty();
  }

  @Test
  void nobodyFillsTheLogWithRefusals() { // AU-01
    running.person("vera", Role.VIEWER);
    Browser vera = running.signedIn("vera");
    running.enrol(vera);
    for (int i = 0; i < 50; i++) {
      vera.get("/people").must(403);
    }
    assertThat(entries("access.denied")).hasSize(RefusalRecord.LINES_PER_SOURCE);

    running.advance(Duration.ofMinutes(1));
    vera.get("/people").must(403);

    assertThat(entries("access.denied")).hasSize(RefusalRecord.LINES_PER_SOURCE + 1);
    assertThat(entries("access.denied").getLast().details())
        .isEqualTo("permission=see-people left-out=40");
  }

  @Test
  void aTokenInAUrlIsOnRecordWithoutItsValue() { // TK-06
    String token = "wwt_0123456789abcdefghijABCDEFGHIJ0123456789";
    running.browser().get("/entries?access_token=" + token).must(400);

    assertThat(entries("alarm.token-misplaced")).hasSize(1);
    assertThat(running.verifierStore.auditLog().waiting(100).toString()).doesNotContain(token);
  }

  @Test
  void aGuessAtEachOfManyPeopleIsOnRecordWithinAMinute() { // TH-09
    Browser guesser = running.browser();
    for (int i = 0; i < SignInLimits.NAMES_PER_MINUTE; i++) {
      guesser.post("/session", "name", "person" + i, "password", "a wrong password").must(401);
      running.advance(Duration.ofSeconds(1));
    }

    assertThat(entries("alarm.spraying")).hasSize(1);
    assertThat(entries("alarm.spraying").getFirst().details())
        .isEqualTo("count=" + SignInLimits.NAMES_PER_MINUTE);
  }
}
