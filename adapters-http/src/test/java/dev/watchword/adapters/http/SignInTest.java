package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signing in and out over HTTP.
class SignInTest {

  private final PeopleServer running = new PeopleServer().setUp();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void signsInByPasswordAloneWhereThereIsNoFactor() {
    Browser ada = running.browser();
    Browser.Reply reply =
        ada.post("/session", "name", "ADA", "password", PeopleServer.PASSWORD).must(200);
    assertThat(reply.text("state")).isEqualTo("full");
    assertThat(reply.header("Set-Cookie").orElseThrow())
        .matches("watchword=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"); // SE-02
    Browser.Reply session = ada.get("/session").must(200);
    assertThat(session.text("displayName")).isEqualTo("Ada");
    assertThat(session.texts("permissions")).contains("SEE_ENTRIES", "CHANGE_PEOPLE");
    ada.get("/entries").must(200);
  }

  @Test
  void asksForTheCodeOnceAFactorIsSetUpAndLetsNothingElseThroughBefore() { // EN-09
    OtpKey key = running.enrol(running.signedIn("ada"));
    Browser ada = running.browser();
    Browser.Reply first =
        ada.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
    assertThat(first.text("state")).isEqualTo("password-passed");
    assertThat(first.texts("methods")).containsExactly("totp", "recovery");
    String before = ada.cookie.orElseThrow();
    ada.get("/entries").must(401);
    ada.get("/me/factor").must(401);
    assertThat(ada.get("/session").must(200).body()).doesNotContain("displayName");
    assertThat(ada.post("/session/code", "code", "000000").must(401).problem())
        .isEqualTo("code-refused");
    assertThat(ada.post("/session/code", "code", running.code(key)).must(200).text("state"))
        .isEqualTo("full");
    assertThat(ada.cookie.orElseThrow()).isNotEqualTo(before); // SE-04
    ada.get("/entries").must(200);
  }

  @Test
  void limitsASessionOfARecoveryCodeToSettingTheFactorUpAnew() { // RC-10
    Browser setup = running.signedIn("ada");
    String uri = setup.post("/me/factor", "password", PeopleServer.PASSWORD).text("uri");
    List<String> codes =
        setup
            .post("/me/factor/confirm", "code", running.code(PeopleServer.key(uri)))
            .must(200)
            .texts("recoveryCodes");
    assertThat(codes).hasSize(10);
    setup.post("/me/recovery-codes/check", "code", codes.get(3)).must(204);
    assertThat(setup.post("/me/recovery-codes/check", "code", "AAAA-AAAA").must(422).problem())
        .isEqualTo("does-not-match");

    Browser ada = running.signedIn("ada");
    assertThat(ada.post("/session/recovery", "code", codes.get(0)).must(200).text("state"))
        .isEqualTo("recovery");
    for (String path : List.of("/entries", "/people", "/tokens", "/sessions")) {
      assertThat(ada.get(path).must(403).problem()).isEqualTo("factor-needed");
    }
    assertThat(ada.get("/me/factor").must(200).body()).contains("\"recoveryCodesLeft\":9");
    String fresh = ada.post("/me/factor", "password", PeopleServer.PASSWORD).must(200).text("uri");
    running.advance(Duration.ofSeconds(60));
    ada.post("/me/factor/confirm", "code", running.code(PeopleServer.key(fresh))).must(200);
    ada.get("/entries").must(200);
  }

  @Test
  void answersAlikeForAWrongPasswordAndANameThatNobodyHas() { // SE-15
    Browser nobody = running.browser();
    Browser.Reply wrong = nobody.post("/session", "name", "ada", "password", "x").must(401);
    for (String name : List.of("eve", "a\\u0000b", "x".repeat(200))) {
      Browser.Reply other = nobody.post("/session", "name", name, "password", "x").must(401);
      assertThat(withoutId(other)).isEqualTo(withoutId(wrong));
      assertThat(other.response.headers().map().keySet())
          .isEqualTo(wrong.response.headers().map().keySet());
    }
  }

  @Test
  void answersAlikeWhenWaitingButForRetryAfter() { // OV-10, TH-01
    Browser.Reply wrong = running.browser().post("/session", "name", "ada", "password", "x");
    for (String name : List.of("ada", "eve")) {
      Browser.Reply last = wrong;
      for (int i = 0; i < 6; i++) {
        last = running.browser().post("/session", "name", name, "password", "x").must(401);
      }
      assertThat(last.header("Retry-After")).contains("30");
      assertThat(withoutId(last)).isEqualTo(withoutId(wrong));
    }
    running.browser().post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(401);
    running.advance(Duration.ofSeconds(31));
    running.signedIn("ada");
  }

  private static String withoutId(Browser.Reply reply) {
    return reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  @Test
  void adoptsNoTokenThatABrowserBrought() { // SE-04
    Browser ada = running.browser();
    String planted = "watchword=" + "A".repeat(43);
    ada.cookie = java.util.Optional.of(planted);
    ada.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
    assertThat(ada.cookie.orElseThrow()).isNotEqualTo(planted);
    Browser other = running.browser();
    other.cookie = java.util.Optional.of(planted);
    other.get("/session").must(401);
    other.cookie = java.util.Optional.of(ada.cookie.orElseThrow() + "; " + planted);
    other.get("/session").must(401);
  }

  @Test
  void endsASessionForGoodAndHasTheBrowserForget() { // SE-05, SE-16
    Browser ada = running.signedIn("ada");
    Browser kept = ada.copy();
    Browser.Reply out = ada.delete("/session").must(204);
    assertThat(out.header("Clear-Site-Data").orElse("")).contains("\"cache\"", "\"storage\"");
    assertThat(out.header("Set-Cookie").orElse("")).startsWith("watchword=; Max-Age=0;");
    kept.get("/session").must(401);
  }

  @Test
  void endsAtThirtyMinutesIdleAndTwelveHoursInAll() { // SE-03
    Browser idle = running.signedIn("ada");
    running.advance(Session.IDLE.minusSeconds(1));
    idle.get("/session").must(200);
    running.advance(Session.IDLE);
    idle.get("/session").must(401);

    Browser busy = running.signedIn("ada");
    for (int minutes = 20; minutes < 12 * 60; minutes += 20) {
      running.advance(Duration.ofMinutes(20));
      busy.get("/entries").must(200);
    }
    running.advance(Duration.ofMinutes(20));
    busy.get("/entries").must(401);
  }

  @Test
  void showsAndEndsOwnSessions() { // SE-17
    Browser here = running.signedIn("ada");
    Browser there = running.signedIn("ada");
    Browser elsewhere = running.signedIn("ada");
    Browser.Reply list = here.get("/sessions").must(200);
    assertThat(list.body().split("\"id\"", -1)).hasSize(4);
    assertThat(list.body()).containsOnlyOnce("\"current\":true").contains("Browser of a test");
    String id =
        there.get("/sessions").body().replaceAll(".*\"id\":\"([^\"]*)\",\"current\":true.*", "$1");
    here.delete("/sessions/" + id).must(204);
    there.get("/session").must(401);
    here.delete("/sessions").must(204);
    elsewhere.get("/session").must(401);
    here.get("/session").must(200);
    here.delete("/sessions/" + id).must(404);
  }

  @Test
  void changesThePasswordAndEndsEveryOtherSession() { // SE-04, SE-05
    Browser here = running.signedIn("ada");
    Browser there = running.signedIn("ada");
    String before = here.cookie.orElseThrow();
    assertThat(
            here.post("/me/password", "password", "wrong", "newPassword", "another good password")
                .must(403)
                .problem())
        .isEqualTo("password-refused");
    assertThat(
            here.post("/me/password", "password", PeopleServer.PASSWORD, "newPassword", "short")
                .must(422)
                .problem())
        .isEqualTo("password-too-weak");
    there.get("/session").must(200);
    here.post(
            "/me/password",
            "password",
            PeopleServer.PASSWORD,
            "newPassword",
            "another good password")
        .must(204);
    there.get("/session").must(401);
    here.get("/session").must(200);
    assertThat(here.cookie.orElseThrow()).isNotEqualTo(before);
    running
        .browser()
        .post("/session", "name", "ada", "password", "another good password")
        .must(200);
  }

  @Test
  void asksForProofAgainAfterFiveMinutesBeforeWhatIsGrave() { // AZ-08
    Browser ada = running.signedIn("ada");
    OtpKey key = running.enrol(ada);
    String invite = "{\"name\":\"bob\",\"displayName\":\"Bob\",\"role\":\"viewer\"}";
    running.advance(Duration.ofMinutes(5));
    Browser.Reply refused = ada.json("POST", "/people", invite).must(403);
    assertThat(refused.problem()).isEqualTo("step-up-needed");
    assertThat(refused.texts("methods")).containsExactly("password", "totp", "recovery");
    assertThat(ada.post("/session/step-up", "password", PeopleServer.PASSWORD).must(403).problem())
        .isEqualTo("code-needed");
    String before = ada.cookie.orElseThrow();
    ada.post("/session/step-up", "password", PeopleServer.PASSWORD, "code", running.code(key))
        .must(200);
    assertThat(ada.cookie.orElseThrow()).isNotEqualTo(before);
    ada.json("POST", "/people", invite).must(201);
  }

  @Test
  void invitesSomebodyWhoSetsAPasswordAndAFactorFirst() { // EN-09, EN-10, AZ-05
    Browser ada = running.signedIn("ada");
    running.enrol(ada);
    Browser.Reply invited =
        ada.post("/people", "name", "bob", "displayName", "Bob", "role", "operator").must(201);
    String code = invited.text("code");
    Browser bob = running.browser();
    assertThat(bob.post("/invites/accept", "code", code, "password", "short").must(422).problem())
        .isEqualTo("password-too-weak");
    assertThat(
            bob.post("/invites/accept", "code", code, "password", PeopleServer.PASSWORD)
                .must(200)
                .text("state"))
        .isEqualTo("enrol-only");
    assertThat(bob.get("/entries").must(403).problem()).isEqualTo("factor-needed");
    running
        .browser()
        .post("/invites/accept", "code", code, "password", PeopleServer.PASSWORD)
        .must(401);
    running.enrol(bob);
    bob.get("/entries").must(200);
    assertThat(bob.get("/people").must(403).problem()).isEqualTo("forbidden");
    assertThat(ada.get("/people").must(200).body()).contains("\"name\":\"bob\"");
  }

  @Test
  void makesTokensOnlyWithAFactorAndNoneBeyondTheRole() { // TK-02, TK-05
    running.person("olga", Role.OPERATOR);
    Browser ada = running.signedIn("ada");
    String wanted = "{\"name\":\"cron\",\"scopes\":[\"codes:read\"],\"days\":30}";
    assertThat(ada.json("POST", "/tokens", wanted).must(403).problem()).isEqualTo("factor-needed");
    Browser olga = running.signedIn("olga");
    running.enrol(olga);
    Browser.Reply made = olga.json("POST", "/tokens", wanted).must(201);
    assertThat(made.text("token")).startsWith("wwt_");
    assertThat(olga.get("/tokens").must(200).body())
        .contains("\"cron\"")
        .doesNotContain(made.text("token"));
    olga.json("POST", "/tokens", wanted.replace("codes:read", "entries:write")).must(422);
    assertThat(olga.get("/notices").must(200).body()).contains("token-made", "factor-added");
    olga.delete("/tokens/" + made.text("id")).must(204);
  }

  @Test
  void keepsHowSomebodyLikesThePages() {
    Browser ada = running.signedIn("ada");
    ada.json("PATCH", "/me", "{\"displayName\":\"Ada L.\",\"language\":\"de\",\"theme\":\"dark\"}")
        .must(200);
    assertThat(ada.get("/session").body()).contains("\"Ada L.\"", "\"de\"", "\"dark\"");
    ada.json("PATCH", "/me", "{\"theme\":\"\"}").must(200);
    assertThat(ada.get("/session").body()).doesNotContain("\"dark\"").contains("\"de\"");
    ada.json("PATCH", "/me", "{\"theme\":\"pink\"}").must(422);
  }
}
