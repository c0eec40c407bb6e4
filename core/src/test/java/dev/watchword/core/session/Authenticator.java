package dev.watchword.core.session;

import dev.watchword.core.people.WebAuthn;

/// What a person holds in a test: one credential, as some [WebAuthn] knows it. Not thread-safe.
public interface Authenticator {

  WebAuthn.Site SITE = new WebAuthn.Site("localhost", "http://localhost:7420");

  /// Makes the credential.
  WebAuthn.Made make(String challenge, WebAuthn.Site site);

  /// Uses it; its count grows.
  ///
  /// @param verified whether the user gave a PIN or the like
  WebAuthn.Used use(String challenge, WebAuthn.Site site, boolean verified);

  /// Uses it as a copy of it would, whose count lags behind.
  WebAuthn.Used useAsCopy(String challenge, WebAuthn.Site site);

  default WebAuthn.Made make(String challenge) {
    return make(challenge, SITE);
  }

  default WebAuthn.Used use(String challenge) {
    return use(challenge, SITE, true);
  }
}
