package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What a page of another site can have a browser send changes nothing (SECURITY SE-06).
class ForgeryTest {

  private static final PeopleServer RUNNING = new PeopleServer().setUp();
  private static final String CHANGE = "{\"displayName\":\"Mallory\"}";

  @AfterAll
  static void stop() {
    RUNNING.close();
  }

  private static String origin(String rest) {
    return "http://" + rest;
  }

  private static Map<String, UnaryOperator<Browser>> forgeries() {
    String ours = origin("localhost:" + RUNNING.port());
    Map<String, UnaryOperator<Browser>> all = new LinkedHashMap<>();
    all.put("cross-site", browser -> browser.with("Sec-Fetch-Site", "cross-site"));
    all.put("same-site", browser -> browser.with("Sec-Fetch-Site", "same-site"));
    all.put("null origin", browser -> browser.with("Sec-Fetch-Site", "").with("Origin", "null"));
    all.put(
        "another origin",
        browser -> browser.with("Sec-Fetch-Site", "").with("Origin", origin("evil.example")));
    all.put(
        "another port",
        browser -> browser.with("Sec-Fetch-Site", "").with("Origin", origin("localhost:1")));
    all.put(
        "another origin that says it is the same",
        browser -> browser.with("Origin", origin("evil.example")));
    all.put(
        "another origin, asked for by nobody's page",
        browser -> browser.with("Sec-Fetch-Site", "none").with("Origin", origin("evil.example")));
    all.put("neither header", browser -> browser.with("Sec-Fetch-Site", ""));
    all.put(
        "no token",
        browser -> {
          browser.csrf = Optional.of("");
          return browser.with("Origin", ours);
        });
    all.put(
        "the token of another session",
        browser -> {
          browser.csrf = RUNNING.signedIn("ada").csrf;
          return browser;
        });
    return all;
  }

  @Test
  void changesNothingForAnotherSitesPage() {
    forgeries()
        .forEach((what, forged) -> {
          Browser ada = RUNNING.signedIn("ada");
          Browser.Reply reply = forged.apply(ada.copy()).json("PATCH", "/me", CHANGE);
          assertThat(reply.status()).as(what).isEqualTo(403);
          assertThat(reply.problem()).as(what).isEqualTo("cross-site");
          assertThat(ada.get("/session").body()).as(what).doesNotContain("Mallory");
        });
  }

  @Test
  void readsNoFormsAndNoOverriddenMethods() {
    Browser ada = RUNNING.signedIn("ada");
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      assertThat(ada.send("PATCH", "/me", Optional.of(CHANGE), type).status()).isEqualTo(415);
    }
    for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      ada.copy().with(header, "DELETE").get("/sessions").must(200);
    }
    ada.get("/session?_method=DELETE").must(200);
    ada.get("/session").must(200);
  }

  @Test
  void signsNobodyInForAnotherSitesPage() {
    for (String path : List.of("/session", "/setup", "/unlock", "/invites/accept")) {
      Browser forged = RUNNING.browser().with("Sec-Fetch-Site", "cross-site");
      assertThat(
              forged
                  .post(path, "name", "ada", "password", PeopleServer.PASSWORD)
                  .must(403)
                  .problem())
          .isEqualTo("cross-site");
      assertThat(forged.cookie).isEmpty();
    }
  }

  @Test
  void takesTheOriginOfAnOldBrowserAndAPersonsOwnRequestWithTheToken() {
    Browser ada = RUNNING.signedIn("ada");
    String ours = origin("localhost:" + RUNNING.port());
    ada.copy().with("Sec-Fetch-Site", "").with("Origin", ours).json("PATCH", "/me", "{}").must(200);
    ada.copy().with("Sec-Fetch-Site", "none").json("PATCH", "/me", "{}").must(200);
    ada.json("PATCH", "/me", "{}").must(200);
  }
}
