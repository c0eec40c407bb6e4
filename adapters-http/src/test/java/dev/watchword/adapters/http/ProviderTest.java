package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.session.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in by a provider, over HTTP on both sides.
class ProviderTest {

  @TempDir Path folder;
  private SmallProvider small;
  private PeopleServer running;

  @BeforeEach
  void start() {
    small = new SmallProvider(this::now);
    running =
        new PeopleServer(new OpenIdProvider(OpenIdSettings.read(small.settings(folder)), this::now))
            .setUp();
  }

  private Instant now() {
    return running.now();
  }

  @AfterEach
  void stop() {
    running.close();
    small.close();
  }

  private Map<String, String> sent(Browser browser, String path, String subject) {
    Browser.Reply options = browser.json("POST", path + "/options", "").must(200);
    assertThat(options.header("Set-Cookie").orElseThrow())
        .matches(
            "watchword-provider=[A-Za-z0-9_-]{43}; Max-Age=600; Path=/; HttpOnly; SameSite=Strict");
    return small.visit(options.text("location"), subject);
  }

  private static Browser.Reply brought(Browser browser, String path, Map<String, String> back) {
    return browser.post(
        path, "state", back.get("state"), "code", back.get("code"), "issuer", back.get("iss"));
  }

  private Browser.Reply signIn(Browser browser, String subject) {
    return brought(browser, "/session/provider", sent(browser, "/session/provider", subject));
  }

  private void link(Browser browser, String subject) {
    brought(browser, "/me/provider", sent(browser, "/me/provider", subject)).must(200);
  }

  @Test
  void signsInWhoeverLinkedTheirAccount() {
    assertThat(running.browser().get("/setup").body())
        .contains("\"provider\":{\"name\":\"Example\"}");
    Browser ada = running.signedIn("ada");
    assertThat(ada.get("/me/provider").must(200).body()).doesNotContain("linkedAt");
    assertThat(signIn(running.browser(), "ada-7").must(401).problem())
        .isEqualTo("provider-account-unknown");

    String before = ada.cookie.orElseThrow();
    link(ada, "ada-7");
    assertThat(ada.cookie.orElseThrow()).isNotEqualTo(before); // SE-04
    assertThat(ada.get("/me/provider").must(200).body()).contains("linkedAt");

    Browser other = running.browser();
    assertThat(signIn(other, "ada-7").must(200).text("state")).isEqualTo("full");
    other.get("/entries").must(200);
    assertThat(signIn(running.browser(), "somebody else").must(401).problem())
        .isEqualTo("provider-account-unknown");

    ada.delete("/me/provider").must(200);
    ada.delete("/me/provider").must(404);
    signIn(running.browser(), "ada-7").must(401);
  }

  @Test
  void asksForTheCodeAfterwards() { // EN-09
    Browser ada = running.signedIn("ada");
    OtpKey factor = running.enrol(ada);
    link(ada, "ada-7");

    Browser other = running.browser();
    assertThat(signIn(other, "ada-7").must(200).text("state")).isEqualTo("password-passed");
    other.get("/entries").must(401);
    other.post("/session/code", "code", running.nextCode(factor)).must(200);
    other.get("/entries").must(200);
  }

  @Test
  void takesNoAnswerOfAnotherBrowserOrASecondTime() { // the browser's cookie, RFC 9700
    link(running.signedIn("ada"), "ada-7");
    Browser mine = running.browser();
    Map<String, String> back = sent(mine, "/session/provider", "ada-7");

    Browser another = running.browser();
    sent(another, "/session/provider", "ada-7");
    assertThat(brought(another, "/session/provider", back).must(401).problem())
        .isEqualTo("provider-refused");
    assertThat(brought(running.browser(), "/session/provider", back).must(401).problem())
        .as("without a cookie")
        .isEqualTo("provider-refused");
    brought(mine, "/session/provider", back).must(200);
    Browser again = running.browser();
    again.verifier = mine.verifier;
    assertThat(brought(again, "/session/provider", back).must(401).problem())
        .isEqualTo("provider-refused");
  }

  @Test
  void takesNothingTooLateOrOfAnotherIssuer() {
    link(running.signedIn("ada"), "ada-7");
    Browser browser = running.browser();
    Map<String, String> back = sent(browser, "/session/provider", "ada-7");
    assertThat(
            browser
                .post(
                    "/session/provider",
                    "state",
                    back.get("state"),
                    "code",
                    back.get("code"),
                    "issuer",
                    "https://evil.example")
                .must(401)
                .problem())
        .isEqualTo("provider-refused");
    running.advance(ProviderErrand.TIME);
    brought(browser, "/session/provider", back).must(401);
  }

  @Test
  void wantsAFreshProofToLinkAndUnlink() { // AZ-08
    Browser ada = running.signedIn("ada");
    running.advance(Session.FRESH);
    assertThat(ada.json("POST", "/me/provider/options", "").must(403).problem())
        .isEqualTo("step-up-needed");
    assertThat(ada.delete("/me/provider").must(403).problem()).isEqualTo("step-up-needed");
  }

  @Test
  void saysSoWhereTheProviderIsGone() {
    Browser browser = running.browser();
    Map<String, String> back = sent(browser, "/session/provider", "ada-7");
    small.close();
    assertThat(brought(browser, "/session/provider", back).must(502).problem())
        .isEqualTo("provider-unreachable");
  }

  @Test
  void isNotThereWithoutASetting() {
    try (PeopleServer none = new PeopleServer().setUp()) {
      assertThat(none.browser().get("/setup").body()).contains("\"provider\":null");
      assertThat(none.browser().json("POST", "/session/provider/options", "").must(404).problem())
          .isEqualTo("no-provider");
      none.signedIn("ada").get("/me/provider").must(404);
    }
  }
}
