package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every route of the server asked by everybody there can be (SECURITY AZ-01, TK-02, TK-05, RC-10,
/// EN-09): the gate is the real one, over real HTTP, and behind it an endpoint that does nothing.
///
/// The matrix is written out by hand here, and not taken from the code. A route that is not in it
/// fails.
class AuthorisationMatrixTest {

  private static final PeopleServer RUNNING = new PeopleServer().setUp();
  private static final WatchwordServer GATE = gateOnly();
  private static final Map<String, Browser> PEOPLE = new LinkedHashMap<>();
  private static final Map<String, String> TOKENS = new TreeMap<>();

  private static final String SEE = "owner stale operator viewer entries:read";
  private static final String CODES = "owner stale operator codes:read";
  private static final String CHANGE = "owner stale entries:write";
  private static final String OWNER = "owner stale";
  private static final String FRESH_OWNER = "owner";
  private static final String SELF = "owner stale operator viewer auditor";
  private static final String FACTOR = SELF + " enrol recovery";
  private static final String RECOVERY = SELF + " recovery";
  private static final String ANY_SESSION = FACTOR + " passed";

  /// Everybody who is let in, by route.
  private static final Map<String, String> MATRIX = matrix();

  private static Map<String, String> matrix() {
    Map<String, String> rows = new HashMap<>();
    rows(rows, "all", "GET /health/live", "GET /health/ready", "GET /openapi.yaml", "GET /metrics");
    rows(
        rows,
        "all",
        "GET /api/v1/setup",
        "POST /api/v1/setup",
        "POST /api/v1/unlock",
        "POST /api/v1/session",
        "POST /api/v1/session/passkey/options",
        "POST /api/v1/session/passkey",
        "POST /api/v1/session/provider/options",
        "POST /api/v1/session/provider",
        "POST /api/v1/invites/accept");
    rows(rows, OWNER, "POST /api/v1/lock", "POST /api/v1/setup/recovery-key");
    rows(rows, ANY_SESSION, "GET /api/v1/session", "DELETE /api/v1/session");
    rows(
        rows,
        "passed",
        "POST /api/v1/session/code",
        "POST /api/v1/session/recovery",
        "POST /api/v1/session/second-passkey/options",
        "POST /api/v1/session/second-passkey");
    rows(
        rows,
        SELF,
        "POST /api/v1/session/step-up",
        "POST /api/v1/session/step-up/passkey/options",
        "POST /api/v1/session/step-up/passkey",
        "GET /api/v1/me/passkeys",
        "GET /api/v1/me/provider",
        "GET /api/v1/sessions",
        "DELETE /api/v1/sessions",
        "DELETE /api/v1/sessions/{id}",
        "PATCH /api/v1/me",
        "POST /api/v1/me/password",
        "GET /api/v1/notices",
        "POST /api/v1/notices/seen",
        "GET /api/v1/tokens",
        "DELETE /api/v1/tokens/{id}");
    rows(
        rows,
        FACTOR,
        "GET /api/v1/me/factor",
        "POST /api/v1/me/factor",
        "POST /api/v1/me/factor/confirm",
        "DELETE /api/v1/me/factor/pending",
        "DELETE /api/v1/me/factor");
    rows(rows, RECOVERY, "POST /api/v1/me/recovery-codes", "POST /api/v1/me/recovery-codes/check");
    rows(rows, "owner operator viewer", "POST /api/v1/tokens");
    rows(
        rows,
        "owner operator viewer auditor",
        "POST /api/v1/me/passkeys/options",
        "POST /api/v1/me/passkeys",
        "DELETE /api/v1/me/passkeys/{id}");
    rows(
        rows,
        "owner operator viewer auditor",
        "POST /api/v1/me/provider/options",
        "POST /api/v1/me/provider",
        "DELETE /api/v1/me/provider");
    rows(rows, OWNER, "GET /api/v1/people");
    rows(
        rows,
        FRESH_OWNER,
        "POST /api/v1/people",
        "PATCH /api/v1/people/{id}",
        "DELETE /api/v1/people/{id}",
        "POST /api/v1/people/{id}/reset",
        "DELETE /api/v1/people/{id}/sessions");
    rows(
        rows,
        SEE,
        "GET /api/v1/entries",
        "GET /api/v1/entries/{id}",
        "GET /api/v1/entries/{id}/icon",
        "GET /api/v1/formats",
        "GET /api/v1/events");
    rows(
        rows,
        CHANGE,
        "POST /api/v1/entries",
        "PATCH /api/v1/entries/{id}",
        "DELETE /api/v1/entries/{id}",
        "POST /api/v1/entries/{id}/restore",
        "POST /api/v1/entries/batch",
        "POST /api/v1/scan/entries",
        "PUT /api/v1/entries/{id}/icon",
        "DELETE /api/v1/entries/{id}/icon",
        "POST /api/v1/import");
    rows(rows, "all", "GET /api/v1/time");
    rows(
        rows,
        FRESH_OWNER,
        "POST /api/v1/entries/{id}/reveal",
        "POST /api/v1/entries/purge",
        "POST /api/v1/export",
        "POST /api/v1/export/check");
    rows(rows, "owner stale operator auditor", "GET /api/v1/audit");
    rows(rows, "owner stale auditor", "GET /api/v1/audit/verify", "GET /api/v1/audit/export");
    rows(
        rows,
        CODES,
        "GET /api/v1/codes",
        "GET /api/v1/entries/{id}/code",
        "POST /api/v1/entries/{id}/code");
    rows(rows, OWNER + " recovery:read", "GET /api/v1/entries/{id}/recovery-codes");
    rows(
        rows,
        OWNER + " recovery:write",
        "POST /api/v1/entries/{id}/recovery-codes",
        "POST /api/v1/entries/{id}/recovery-codes/use");
    rows(
        rows,
        "owner stale operator viewer scan",
        "POST /api/v1/scan",
        "POST /api/v1/entries/preview");
    custody(rows);
    rows(
        rows,
        "verifier:enrol",
        "POST /api/v1/enrolments",
        "GET /api/v1/enrolments/{id}",
        "DELETE /api/v1/enrolments/{id}",
        "POST /api/v1/enrolments/{id}/confirm");
    rows(
        rows,
        "verifier:verify",
        "POST /api/v1/subscribers/{subscriber}/verify",
        "POST /api/v1/subscribers/{subscriber}/recovery-codes/redeem");
    rows(
        rows,
        "verifier:manage",
        "GET /api/v1/subscribers/{subscriber}",
        "DELETE /api/v1/subscribers/{subscriber}",
        "POST /api/v1/subscribers/{subscriber}/resync",
        "POST /api/v1/subscribers/{subscriber}/unlock",
        "POST /api/v1/subscribers/{subscriber}/recovery-codes");
    return rows;
  }

  private static void custody(Map<String, String> rows) {
    rows(
        rows,
        "all",
        "GET /api/v1/hand-over",
        "POST /api/v1/hand-over",
        "POST /api/v1/hand-over/scan",
        "GET /api/v1/receipt",
        "POST /api/v1/receipt/end",
        "POST /api/v1/receipt/recovery-codes",
        "GET /api/v1/receipt/chain");
    rows(
        rows,
        "owner stale operator custody:link",
        "GET /api/v1/custody/links",
        "POST /api/v1/custody/links",
        "DELETE /api/v1/custody/links/{id}");
    rows(
        rows,
        "owner stale operator custody:read",
        "GET /api/v1/custody/held",
        "POST /api/v1/custody/held/{id}/code",
        "POST /api/v1/custody/held/{id}/recovery-codes/next",
        "POST /api/v1/custody/held/{id}/reserve",
        "DELETE /api/v1/custody/held/{id}/reserve",
        "POST /api/v1/custody/held/{id}/approvals",
        "GET /api/v1/custody/approvals",
        "POST /api/v1/custody/approvals/{id}/approve",
        "POST /api/v1/custody/approvals/{id}/deny");
    rows(
        rows,
        "owner stale auditor",
        "GET /api/v1/custody/held/{id}/events",
        "GET /api/v1/custody/grants",
        "GET /api/v1/teams",
        "GET /api/v1/webhooks");
    rows(
        rows,
        FRESH_OWNER,
        "POST /api/v1/custody/held/{id}/end",
        "POST /api/v1/custody/grants",
        "DELETE /api/v1/custody/grants/{id}",
        "POST /api/v1/custody/people/{id}/leave",
        "POST /api/v1/teams",
        "PATCH /api/v1/teams/{id}",
        "DELETE /api/v1/teams/{id}",
        "POST /api/v1/webhooks",
        "DELETE /api/v1/webhooks/{id}");
  }

  private static void rows(Map<String, String> rows, String who, String... routes) {
    Arrays.stream(routes).forEach(route -> rows.put(route, who));
  }

  private static WatchwordServer gateOnly() {
    WatchwordServer gate =
        RUNNING.server.likeThis(route ->
            new Route(
                route.method(), route.template(), route.access(), exchange -> Answer.noContent()));
    gate.start();
    return gate;
  }

  @BeforeAll
  static void everybodySignsIn() {
    OtpKey ada = enrolled("ada");
    RUNNING.person("olga", Role.OPERATOR);
    RUNNING.person("vera", Role.VIEWER);
    RUNNING.person("aud", Role.AUDITOR);
    RUNNING.person("rita", Role.OWNER);
    RUNNING.person("newt", Role.OWNER);
    Map<String, OtpKey> keys = new LinkedHashMap<>();
    keys.put("owner", ada);
    keys.put("operator", enrolled("olga"));
    keys.put("viewer", enrolled("vera"));
    keys.put("auditor", enrolled("aud"));
    Browser rita = RUNNING.signedIn("rita");
    String uri = rita.post("/me/factor", "password", PeopleServer.PASSWORD).text("uri");
    String recoveryCode =
        rita.post("/me/factor/confirm", "code", RUNNING.code(PeopleServer.key(uri)))
            .must(200)
            .texts("recoveryCodes")
            .getFirst();

    PEOPLE.put("stale", full("ada", ada));
    RUNNING.advance(Duration.ofMinutes(6));
    Map<String, String> names =
        Map.of("owner", "ada", "operator", "olga", "viewer", "vera", "auditor", "aud");
    keys.forEach((role, key) -> {
      RUNNING.advance(Duration.ofSeconds(30));
      PEOPLE.put(role, full(names.get(role), key));
    });
    PEOPLE.put("enrol", RUNNING.signedIn("newt"));
    Browser recovered = RUNNING.signedIn("rita");
    recovered.post("/session/recovery", "code", recoveryCode).must(200);
    PEOPLE.put("recovery", recovered);
    PEOPLE.put("passed", RUNNING.signedIn("ada"));
    PEOPLE.put("anonymous", RUNNING.browser());
    for (TokenScope scope : TokenScope.values()) {
      TOKENS.put(scope.text(), token(scope));
    }
  }

  private static OtpKey enrolled(String name) {
    return RUNNING.enrol(RUNNING.signedIn(name));
  }

  private static Browser full(String name, OtpKey key) {
    Browser browser = RUNNING.signedIn(name);
    browser.post("/session/code", "code", RUNNING.code(key)).must(200);
    return browser;
  }

  private static String token(TokenScope scope) {
    IssueApiToken issue =
        TestTokens.issuing(RUNNING.store.tokens(), RUNNING.random(), RUNNING::now);
    return (scope.ofVerifier()
            ? issue.issue("t", Set.of(scope), new RelyingPartyId("shop"), Duration.ofDays(1))
            : issue.issue("t", Set.of(scope), Duration.ofDays(1)))
        .text()
        .reveal();
  }

  @AfterAll
  static void stop() {
    GATE.close();
    RUNNING.close();
  }

  private static List<Route> contract() {
    return GATE.routes().all().stream()
        .filter(route ->
            Stream.of("/api/", "/health/", "/openapi.yaml", "/metrics")
                .anyMatch(route.template()::startsWith))
        .toList();
  }

  @Test
  void namesEveryRouteInTheMatrix() {
    Set<String> routes =
        contract().stream()
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(routes).isEqualTo(new TreeSet<>(MATRIX.keySet()));
  }

  @Test
  void letsInWhomTheMatrixNamesAndNobodyElse() {
    for (Route route : contract()) {
      String name = route.method() + " " + route.template();
      Set<String> admitted = new TreeSet<>();
      for (Map.Entry<String, Browser> person : PEOPLE.entrySet()) {
        Browser.Reply reply = ask(route, person.getValue().cookie, person.getValue().csrf, "");
        if (isAdmitted(name + " by " + person.getKey(), reply.status())) {
          admitted.add(person.getKey());
        }
      }
      for (Map.Entry<String, String> token : TOKENS.entrySet()) {
        Browser.Reply reply = ask(route, Optional.empty(), Optional.empty(), token.getValue());
        if (isAdmitted(name + " by a token of " + token.getKey(), reply.status())) {
          admitted.add(token.getKey());
        }
      }
      Set<String> wanted = new TreeSet<>(List.of(MATRIX.getOrDefault(name, "").split(" ", -1)));
      if (wanted.equals(Set.of("all"))) {
        wanted = new TreeSet<>(PEOPLE.keySet());
        wanted.addAll(TOKENS.keySet());
      }
      assertThat(admitted).as(name).isEqualTo(wanted);
    }
  }

  private static boolean isAdmitted(String what, int status) {
    assertThat(status).as(what).isIn(204, 401, 403);
    return status == 204;
  }

  @Test
  void saysWhatIsMissing() {
    Route people = route("POST", "/api/v1/people");
    assertThat(problem(people, "stale")).isEqualTo("step-up-needed");
    assertThat(problem(people, "operator")).isEqualTo("forbidden");
    assertThat(problem(people, "enrol")).isEqualTo("factor-needed");
    assertThat(problem(people, "recovery")).isEqualTo("factor-needed");
    assertThat(problem(people, "passed")).isEqualTo("unauthenticated");
    assertThat(problem(people, "anonymous")).isEqualTo("unauthenticated");
    assertThat(ask(people, Optional.empty(), Optional.empty(), TOKENS.get("scan")).problem())
        .isEqualTo("persons-alone");
  }

  private static Route route(String method, String template) {
    return contract().stream()
        .filter(route -> route.method().equals(method) && route.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  private static String problem(Route route, String who) {
    return ask(route, PEOPLE.get(who).cookie, PEOPLE.get(who).csrf, "").problem();
  }

  private static Browser.Reply ask(
      Route route, Optional<String> cookie, Optional<String> csrf, String token) {
    Browser once = new Browser(GATE.port());
    once.cookie = cookie;
    once.csrf = csrf;
    if (!token.isEmpty()) {
      once.with("Authorization", "Bearer " + token);
    }
    String path =
        route
            .template()
            .replace("{id}", "00000000-0000-4000-8000-000000000000")
            .replace("{subscriber}", "ann");
    return once.absolute(route.method(), path);
  }
}
