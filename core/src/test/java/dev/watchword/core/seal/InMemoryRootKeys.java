package dev.watchword.core.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A token that forgets everything with its process; it locks its PIN after three wrong ones.
/// Thread-safe.
public final class InMemoryRootKeys implements RootKeys {

  private static final int TRIES = 3;

  private final SecureRandom random;
  private final char[] pin;
  private final Map<String, byte[]> keys = new HashMap<>();
  private int wrong;

  /// @param pin the only right one
  public InMemoryRootKeys(SecureRandom random, String pin) {
    this.random = random;
    this.pin = pin.toCharArray();
  }

  @Override
  public synchronized byte[] secret(RootKeyUri uri, char[] tried) {
    logIn(tried);
    byte[] key = keys.get(uri.object());
    if (key == null) {
      throw new RootKeyException("The token has no secret key of that name.");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "Generic"));
      return mac.doFinal(MESSAGE.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void create(RootKeyUri uri, char[] tried) {
    logIn(tried);
    byte[] key = new byte[32];
    random.nextBytes(key);
    if (keys.putIfAbsent(uri.object(), key) != null) {
      throw new RootKeyException("The token has a key of that name already.");
    }
  }

  private void logIn(char[] tried) {
    if (wrong >= TRIES) {
      throw new RootKeyException("The token has locked its PIN; unlock it first.");
    }
    if (!Arrays.equals(pin, tried)) {
      wrong++;
      throw new RootKeyException("The token refuses the PIN.");
    }
    wrong = 0;
  }
}
