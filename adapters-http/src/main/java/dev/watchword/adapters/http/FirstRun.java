package dev.watchword.adapters.http;

import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.vault.RecoveryKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a server is still without people, the code that lets its first owner in, and the
/// recovery key that was just shown to them, as a hash, to be asked back. Thread-safe.
final class FirstRun {

  private final PersonRepository persons;
  private final SetupCode code;
  private volatile boolean over;
  private volatile byte @Nullable [] recoveryKey;

  FirstRun(PersonRepository persons, SecureRandom random) {
    this.persons = persons;
    this.code = new SetupCode(random);
  }

  /// Whether nobody is there. A server that had people never is without again.
  boolean due() {
    if (!over && !persons.isEmpty()) {
      over = true;
    }
    return !over;
  }

  /// The setup code as it is printed, while it counts.
  Optional<String> code() {
    return due() ? Optional.of(code.reveal()) : Optional.empty();
  }

  boolean accepts(String typed) {
    return code.accepts(typed);
  }

  void remember(RecoveryKey shown) {
    recoveryKey = hash(shown);
  }

  /// Whether it is the key that was just shown.
  boolean isRecoveryKey(String typed) {
    byte[] shown = recoveryKey;
    if (shown == null) {
      return false;
    }
    try (RecoveryKey given = RecoveryKey.parse(typed)) {
      return MessageDigest.isEqual(shown, hash(given));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static byte[] hash(RecoveryKey key) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(key.reveal().getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
