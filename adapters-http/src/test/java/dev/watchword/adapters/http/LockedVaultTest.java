package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.vault.EntryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every route of the server while the vault is locked, asked by an owner who is signed in and by
/// tokens of every scope (SECURITY UN-01).
class LockedVaultTest {

  /// What needs no key: health, the contract, the clock.
  private static final Set<String> DONE =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics",
          "GET /openapi.yaml",
          "GET /api/v1/setup",
          "GET /api/v1/time");

  /// What looks at its body before anything else, and misses one here; of these, unlocking and the
  /// first setup need no key.
  private static final Set<String> REFUSED_BEFORE =
      Set.of(
          "POST /api/v1/setup",
          "POST /api/v1/unlock",
          "POST /api/v1/session/passkey",
          "POST /api/v1/receipt/recovery-codes");

  private final PeopleServer running = new PeopleServer().setUp();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void answersThatItIsLockedByEveryRouteThatNeedsAKey() {
    EntryId entry = running.door.vault().orElseThrow().entries().getFirst().id();
    Browser ada = running.signedIn("ada");
    List<Browser> callers = new ArrayList<>(List.of(ada));
    for (TokenScope scope : TokenScope.values()) {
      callers.add(running.browser().with("Authorization", "Bearer " + token(scope)));
    }
    ada.post("/lock").must(204);

    Set<String> done = new TreeSet<>();
    Set<String> refusedBefore = new TreeSet<>();
    for (Route route : contract()) {
      String name = route.method() + " " + route.template();
      Set<Integer> statuses = new TreeSet<>();
      for (Browser caller : callers) {
        Browser.Reply reply = caller.absolute(route.method(), path(route, entry));
        statuses.add(reply.status());
        if (!name.equals("GET /openapi.yaml")) {
          assertThat(reply.body())
              .as(name)
              .doesNotContain("GEZDGNBV", "OpenAI", "ada@example.com", PeopleServer.PASSWORD);
        }
      }
      if (statuses.stream().anyMatch(status -> status < 400)) {
        done.add(name);
      } else if (!statuses.contains(423)) {
        refusedBefore.add(name);
      }
    }
    assertThat(done).isEqualTo(new TreeSet<>(DONE));
    assertThat(refusedBefore).isEqualTo(new TreeSet<>(REFUSED_BEFORE));
  }

  private List<Route> contract() {
    return running.server.routes().all().stream()
        .filter(route ->
            Stream.of("/api/", "/health/", "/openapi.yaml", "/metrics")
                .anyMatch(route.template()::startsWith))
        .toList();
  }

  private static String path(Route route, EntryId entry) {
    return route.template().replace("{id}", entry.toString()).replace("{subscriber}", "ann");
  }

  private String token(TokenScope scope) {
    IssueApiToken issue =
        TestTokens.issuing(running.store.tokens(), running.random(), running::now);
    return (scope.ofVerifier()
            ? issue.issue("t", Set.of(scope), new RelyingPartyId("shop"), Duration.ofDays(1))
            : issue.issue("t", Set.of(scope), Duration.ofDays(1)))
        .text()
        .reveal();
  }
}
