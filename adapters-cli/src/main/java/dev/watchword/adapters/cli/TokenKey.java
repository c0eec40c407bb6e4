package dev.watchword.adapters.cli;

import dev.watchword.core.seal.RootKeyException;
import dev.watchword.core.seal.RootKeyUri;
import dev.watchword.core.seal.RootKeys;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/// A key in a PKCS#11 token, as somebody named it. Its PIN comes from a file of mode 0600 or a
/// prompt, never from the URI (SECURITY UN-02, UN-08), and is tried once: a token locks after a few
/// wrong ones.
final class TokenKey {

  private static final int MAX_PIN_FILE = 256;

  private final Session session;
  private final RootKeyUri uri;

  /// @param name a URI of RFC 7512
  /// @throws Failure when it is none that can be used
  TokenKey(Session session, String name) {
    this.session = session;
    try {
      this.uri = RootKeyUri.parse(name);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /// What a name for people is made of.
  String label() {
    return "token: " + uri.object();
  }

  /// The bytes that stand for the key; the caller wipes them.
  byte[] secret() {
    return withPin((keys, pin) -> keys.secret(uri, pin));
  }

  /// Makes the key, and gives what stands for it.
  byte[] create() {
    return withPin((keys, pin) -> {
      keys.create(uri, pin);
      return keys.secret(uri, pin);
    });
  }

  private byte[] withPin(BiFunction<RootKeys, char[], byte[]> work) {
    RootKeys keys = session.rootKeys(); // before the PIN is asked for: it may be another process's
    char[] pin = pin();
    try {
      return work.apply(keys, pin);
    } catch (RootKeyException e) {
      throw Failure.expected("token", String.valueOf(e.getMessage()));
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private char[] pin() {
    Optional<Path> file = uri.pinFile();
    if (file.isPresent()) {
      return UnlockSecrets.withoutLineEnd(
          SystemdCredential.read(
              session.environment(), file.get().toString(), "PIN file", MAX_PIN_FILE));
    }
    if (!session.terminal().canAsk()) {
      throw Failure.expected(
          "locked",
          "The token wants its PIN and there is no terminal to ask on; name a file of mode 0600 by"
              + " pin-source in the URI.");
    }
    return session.terminal().askSecret("PIN of the token: ");
  }
}
