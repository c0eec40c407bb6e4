package dev.watchword.core.people;

/// Somebody else who knows people, and says who is at the browser (a port): an OpenID provider
/// (OpenID Connect Core 1.0 §3.1, the authorization code flow, with PKCE of RFC 7636).
///
/// What it says stands in the place of a password, never of a second factor. Thread-safe.
public interface IdentityProvider {

  /// The most characters that a code, as a browser brings it, may have.
  int LONGEST_CODE = 4096;

  /// What people call it: 1 to 64 characters.
  String name();

  /// Its issuer identifier, to the character.
  String issuer();

  /// What a browser takes to it.
  ///
  /// @param state comes back with the answer
  /// @param nonce comes back in what it signs
  /// @param challenge of the verifier that whoever redeems the code has to know (RFC 7636 §4.2,
  ///   `S256`)
  /// @param redirect where it is to send the browser
  record Errand(String state, String nonce, String challenge, String redirect) {}

  /// Where the browser is to go.
  String location(Errand errand);

  /// What a browser brings back.
  ///
  /// @param code stands for what the provider will say, once
  /// @param verifier known to that browser and to us
  /// @param nonce that must be in what it signed
  /// @param redirect where it sent the browser
  record Return(String code, String verifier, String nonce, String redirect) {}

  /// What came of asking.
  sealed interface Answer {

    /// It knows who that is.
    ///
    /// @param subject its name for the person, which it never gives to another: 1 to 255 characters
    ///   of ASCII
    record Known(String subject) implements Answer {}

    /// It does not take the code, or what it says does not hold; nobody is told why.
    record Refused() implements Answer {}

    /// It did not answer in time, or with a failure of its own.
    record Unreachable() implements Answer {}
  }

  /// Asks it who brought a code: by a call over the network.
  Answer ask(Return brought);
}
