package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody's authenticator in software, and the script of a page that lets it answer a server. Not
/// thread-safe.
final class DeviceKey {

  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([A-Za-z0-9_-]+)\"");

  final SoftAuthenticator authenticator;
  final WebAuthn.Site site;

  DeviceKey(PersonId person, int port) {
    this.authenticator = new SoftAuthenticator(person);
    this.site = new WebAuthn.Site("localhost", "http://localhost:" + port);
  }

  static Browser.Reply options(Browser browser, String path) {
    return browser.send("POST", path + "/options", Optional.empty(), "");
  }

  static String challenge(Browser browser, String path) {
    Matcher matcher = CHALLENGE.matcher(options(browser, path).must(200).body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  Browser.Reply add(Browser browser, String name) {
    return add(browser, name, authenticator.make(challenge(browser, "/me/passkeys"), site));
  }

  static Browser.Reply add(Browser browser, String name, WebAuthn.Made made) {
    return browser.post(
        "/me/passkeys",
        "name",
        name,
        "clientData",
        made.clientData(),
        "attestationObject",
        made.attestationObject());
  }

  /// @param verified whether its user gave a PIN
  WebAuthn.Used answer(Browser browser, String path, boolean verified) {
    return authenticator.use(challenge(browser, path), site, verified);
  }

  Browser.Reply use(Browser browser, String path, boolean verified) {
    return send(browser, path, answer(browser, path, verified));
  }

  Browser.Reply use(Browser browser, String path) {
    return use(browser, path, true);
  }

  static Browser.Reply send(Browser browser, String path, WebAuthn.Used used) {
    return browser.post(
        path,
        "credential",
        used.credential(),
        "clientData",
        used.clientData(),
        "authenticatorData",
        used.authenticatorData(),
        "signature",
        used.signature(),
        "userHandle",
        used.userHandle().orElseThrow());
  }
}
