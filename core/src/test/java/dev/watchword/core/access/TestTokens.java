package dev.watchword.core.access;

import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Issues tokens under the key that every node of a test has.
public final class TestTokens {

  public static final TokenKeys KEYS =
      new TokenKeys(VaultKey.copyOf(new byte[VaultKey.LENGTH_BYTES], 1));

  private TestTokens() {}

  /// A well formed token of these 32 bytes.
  public static TokenText of(byte[] bytes) {
    return TokenText.random(
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] fresh) {
            System.arraycopy(bytes, 0, fresh, 0, fresh.length);
          }
        });
  }

  public static IssueApiToken issuing(
      ApiTokenRepository store, SecureRandom random, InstantSource clock) {
    return new IssueApiToken(store, KEYS, random, clock);
  }
}
