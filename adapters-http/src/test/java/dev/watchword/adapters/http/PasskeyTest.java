package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.Session;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Passkeys over HTTP, by an authenticator in software.
class PasskeyTest {

  private final PeopleServer running = new PeopleServer().setUp();
  private final Person ada = running.accounts.list().named(new PersonName("ada")).orElseThrow();
  private final DeviceKey key = new DeviceKey(ada.id(), running.port());

  @AfterEach
  void stop() {
    running.close();
  }

  /// A browser that has signed in by password and code.
  private Browser withFactor() {
    Browser browser = running.signedIn("ada");
    running.enrol(browser);
    return browser;
  }

  @Test
  void addsOneAndSignsInByItAlone() {
    Browser browser = withFactor();
    String before = browser.cookie.orElseThrow();
    Browser.Reply added = key.add(browser, "Laptop").must(201);
    assertThat(added.text("name")).isEqualTo("Laptop");
    assertThat(browser.cookie.orElseThrow()).isNotEqualTo(before); // SE-04
    assertThat(browser.get("/me/passkeys").must(200).body())
        .contains("Laptop")
        .doesNotContain("lastUsedAt");
    assertThat(browser.get("/session").must(200).body()).contains("\"passkeys\":1");

    Browser other = running.browser();
    assertThat(key.use(other, "/session/passkey").must(200).text("state")).isEqualTo("full");
    other.get("/entries").must(200);
    assertThat(other.get("/me/passkeys").must(200).body()).contains("lastUsedAt");
  }

  @Test
  void isASecondStepAfterThePassword() {
    key.add(withFactor(), "Key").must(201);

    Browser ada = running.browser();
    Browser.Reply first =
        ada.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
    assertThat(first.texts("methods")).containsExactly("totp", "recovery", "passkey");
    assertThat(key.use(ada, "/session/second-passkey", false).must(200).text("state"))
        .isEqualTo("full");
    ada.get("/entries").must(200);
  }

  @Test
  void provesOnceMoreWhoOneIs() { // AZ-08
    Browser browser = withFactor();
    key.add(browser, "Key").must(201);
    running.advance(Session.FRESH);
    Browser.Reply refused = DeviceKey.options(browser, "/me/passkeys").must(403);
    assertThat(refused.problem()).isEqualTo("step-up-needed");
    assertThat(refused.texts("methods")).contains("passkey");

    assertThat(key.use(browser, "/session/step-up/passkey", false).must(401).problem())
        .isEqualTo("passkey-refused");
    key.use(browser, "/session/step-up/passkey").must(200);
    DeviceKey.options(browser, "/me/passkeys").must(200);
  }

  @Test
  void isForThoseWithAFactorAlone() {
    Browser browser = running.signedIn("ada");
    assertThat(DeviceKey.options(browser, "/me/passkeys").must(403).problem())
        .isEqualTo("factor-needed");
    assertThat(browser.get("/me/passkeys").must(200).body()).isEqualTo("{\"passkeys\":[]}");
  }

  @Test
  void refusesWhatDoesNotHoldByOneAnswer() { // SE-15
    key.add(withFactor(), "Key").must(201);
    Browser other = running.browser();
    WebAuthn.Used late = key.answer(other, "/session/passkey", true);
    running.advance(Duration.ofMinutes(5));

    Browser.Reply tooLate = DeviceKey.send(other, "/session/passkey", late).must(401);
    DeviceKey stranger = new DeviceKey(ada.id(), running.port());
    Browser.Reply unknown = stranger.use(other, "/session/passkey").must(401);
    Browser.Reply unverified = key.use(other, "/session/passkey", false).must(401);
    WebAuthn.Used used = key.answer(other, "/session/passkey", true);
    DeviceKey.send(running.browser(), "/session/passkey", used).must(200);
    Browser.Reply again = DeviceKey.send(other, "/session/passkey", used).must(401);

    for (Browser.Reply reply : List.of(unknown, unverified, again)) {
      assertThat(withoutId(reply)).isEqualTo(withoutId(tooLate));
    }
  }

  private static String withoutId(Browser.Reply reply) {
    return reply.body().replaceAll("\"(instance|requestId)\":\"[^\"]*\"", "");
  }

  @Test
  void removesOneAndEndsTheOtherSessions() {
    Browser browser = withFactor();
    String id = key.add(browser, "Key").must(201).text("id");
    assertThat(key.add(browser, "Key").must(409).problem()).isEqualTo("passkey-known");
    Browser other = running.browser();
    key.use(other, "/session/passkey").must(200);

    browser.delete("/me/passkeys/" + id).must(200);

    other.get("/entries").must(401);
    browser.get("/entries").must(200);
    key.use(running.browser(), "/session/passkey").must(401);
    browser.delete("/me/passkeys/" + id).must(404);
  }

  @Test
  void disablingTheFactorRemovesThePasskeys() { // EN-09
    Browser browser = running.signedIn("ada");
    OtpKey factor = running.enrol(browser);
    key.add(browser, "Key").must(201);

    browser
        .delete("/me/factor", "password", PeopleServer.PASSWORD, "code", running.nextCode(factor))
        .must(204);

    key.use(running.browser(), "/session/passkey").must(401);
  }

  @Test
  void takesNoPasskeyOfAnotherSite() {
    Browser browser = withFactor();
    WebAuthn.Made elsewhere =
        key.authenticator.make(
            DeviceKey.challenge(browser, "/me/passkeys"),
            new WebAuthn.Site("localhost", "http://localhost:1"));
    assertThat(DeviceKey.add(browser, "Key", elsewhere).must(422).problem())
        .isEqualTo("passkey-refused");
  }

  @Test
  void saysSoWhereNoBrowserHasPasskeys() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    String digits = "http://127.0.0.1:" + running.port() + "/api/v1";
    var setup = HttpRequest.newBuilder(URI.create(digits + "/setup")).build();
    assertThat(client.send(setup, BodyHandlers.ofString()).body()).contains("\"passkeys\":false");
    var options =
        HttpRequest.newBuilder(URI.create(digits + "/session/passkey/options"))
            .POST(BodyPublishers.noBody())
            .build();
    var answer = client.send(options, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("no-passkeys-here").contains("localhost");
    assertThat(running.browser().get("/setup").must(200).body()).contains("\"passkeys\":true");
  }
}
