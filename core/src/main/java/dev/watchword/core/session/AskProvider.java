package dev.watchword.core.session;

import dev.watchword.core.people.Challenges;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.people.ProviderKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Sends a browser to an OpenID provider, and tells whom it brought back: once, in time, and the
/// same browser. Thread-safe.
///
/// The browser keeps a verifier (RFC 7636 §4.1). The state and the nonce are bound to it, so that
/// no code that somebody else was given can be put under it (RFC 9700 §2.1), and nothing is kept
/// here until it comes back.
final class AskProvider {

  private static final int VERIFIER_BYTES = 32;

  private final IdentityProvider provider;
  private final ProviderKeys keys;
  private final PasskeyRepository answers;
  private final SecureRandom random;

  /// @param answers remembers which states came back
  AskProvider(
      IdentityProvider provider,
      ProviderKeys keys,
      PasskeyRepository answers,
      SecureRandom random) {
    this.provider = provider;
    this.keys = keys;
    this.answers = answers;
    this.random = random;
  }

  IdentityProvider provider() {
    return provider;
  }

  ProviderKeys keys() {
    return keys;
  }

  Instant now() {
    return answers.now();
  }

  SignInByProvider.Sent send(ProviderErrand errand, Optional<SignedIn> who, String redirect) {
    byte[] drawn = new byte[VERIFIER_BYTES];
    random.nextBytes(drawn);
    String verifier = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    Instant until = now().plus(ProviderErrand.TIME);
    String state = keys.state(errand, bound(verifier, who), until, random);
    return new SignInByProvider.Sent(
        provider.location(
            new IdentityProvider.Errand(state, nonce(verifier), digest(verifier), redirect)),
        verifier);
  }

  private static String bound(String verifier, Optional<SignedIn> who) {
    return digest(verifier) + who.map(it -> "/" + it.session().id()).orElse("");
  }

  /// Another digest than the challenge, which the provider is told as well.
  private static String nonce(String verifier) {
    return digest("nonce " + verifier);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /// @param who whose session it must be that went there; empty where there was none
  IdentityProvider.Answer ask(
      SignInByProvider.Brought brought, ProviderErrand errand, Optional<SignedIn> who) {
    boolean another = brought.issuer().filter(name -> !name.equals(provider.issuer())).isPresent();
    if (another
        || brought.code().isEmpty()
        || brought.code().length() > IdentityProvider.LONGEST_CODE) {
      return new IdentityProvider.Answer.Refused();
    }
    Optional<Challenges.Genuine> state =
        keys.genuine(brought.state(), errand, bound(brought.verifier(), who), now())
            .filter(it -> answers.answerOnce(it.name(), it.expiresAt()));
    return state.isEmpty()
        ? new IdentityProvider.Answer.Refused()
        : provider.ask(
            new IdentityProvider.Return(
                brought.code(), brought.verifier(), nonce(brought.verifier()), brought.redirect()));
  }
}
