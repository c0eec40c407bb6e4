package dev.watchword.core.session;

import dev.watchword.core.people.IdentityProvider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A provider within the process, which believes whoever comes: words with blanks between them in
/// the place of a location. Thread-safe.
public final class FakeIdentityProvider implements IdentityProvider {

  private record Grant(String subject, String nonce, String challenge, String redirect) {}

  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final AtomicLong drawn = new AtomicLong();
  private volatile boolean down;

  @Override
  public String name() {
    return "Example";
  }

  @Override
  public String issuer() {
    return "https://id.example.org";
  }

  @Override
  public String location(Errand errand) {
    return String.join(" ", errand.state(), errand.nonce(), errand.challenge(), errand.redirect());
  }

  /// What comes back to whoever goes there and signs in.
  ///
  /// @param subject whom it takes them for
  public Visit visit(String location, String subject) {
    List<String> words = List.of(location.split(" ", -1));
    String code = "code-" + drawn.incrementAndGet();
    grants.put(code, new Grant(subject, words.get(1), words.get(2), words.get(3)));
    return new Visit(words.get(0), code);
  }

  /// @param state as it was given
  public record Visit(String state, String code) {}

  /// Stops answering, or answers again.
  public void down(boolean now) {
    down = now;
  }

  @Override
  public Answer ask(Return brought) {
    if (down) {
      return new Answer.Unreachable();
    }
    Grant grant = grants.remove(brought.code());
    return grant != null
            && grant.nonce.equals(brought.nonce())
            && grant.redirect.equals(brought.redirect())
            && grant.challenge.equals(challenge(brought.verifier()))
        ? new Answer.Known(grant.subject)
        : new Answer.Refused();
  }

  /// RFC 7636 section 4.2, S256.
  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
