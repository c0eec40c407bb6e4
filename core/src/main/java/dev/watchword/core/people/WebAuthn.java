package dev.watchword.core.people;

import java.util.Optional;
import java.util.OptionalLong;

/// Checks what browsers and authenticators sign (a port): WebAuthn Level 3 §7.1 and §7.2, without
/// trust in any maker of authenticators (attestation `none`).
///
/// All texts are base64url without padding, as they came from the browser: nothing of them is
/// trusted. What does not hold is empty, and nobody is told why. Thread-safe.
public interface WebAuthn {

  /// The most characters that any of the texts may have; longer ones do not hold.
  int LONGEST_TEXT = 16_384;

  /// Where the ceremony takes place.
  ///
  /// @param id the relying party's id: the host by which the server is called, without its port
  /// @param origin the page's: `https://codes.example.org`
  record Site(String id, String origin) {}

  /// What a browser sends of a passkey that was just made (§5.2.1).
  record Made(String clientData, String attestationObject) {}

  /// What a browser sends of a passkey that was used (§5.2.2).
  ///
  /// @param credential the credential's id
  /// @param userHandle the person's id as the authenticator keeps it; empty where it keeps none
  record Used(
      String credential,
      String clientData,
      String authenticatorData,
      String signature,
      Optional<String> userHandle) {}

  /// A passkey whose making holds.
  ///
  /// @param signCount where its authenticator begins
  record Held(PasskeyCredential credential, long signCount) {}

  /// The challenge that a client's data say they answer; nothing is known of it yet.
  Optional<String> challengeOf(String clientData);

  /// Checks the making of a passkey.
  ///
  /// @param challenge that must have been answered
  Optional<Held> made(Made made, String challenge, Site site);

  /// Checks the use of a passkey.
  ///
  /// @param passkey whose key must have signed
  /// @param challenge that must have been answered
  /// @param verified whether the authenticator must have verified its user, by a PIN or a body
  /// @return the new signature count; empty also where it did not grow though it counts, which a
  ///   copied authenticator shows (§6.1.1)
  OptionalLong used(Used used, Passkey passkey, String challenge, Site site, boolean verified);

  /// Takes nothing: for programs that no browser talks to.
  static WebAuthn none() {
    return new WebAuthn() {
      @Override
      public Optional<String> challengeOf(String clientData) {
        return Optional.empty();
      }

      @Override
      public Optional<Held> made(Made made, String challenge, Site site) {
        return Optional.empty();
      }

      @Override
      public OptionalLong used(
          Used used, Passkey passkey, String challenge, Site site, boolean verified) {
        return OptionalLong.empty();
      }
    };
  }
}
