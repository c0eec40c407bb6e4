package dev.watchword.core.vault;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.seal.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Which secrets a vault holds, by keyed fingerprint: same secret bytes, type and parameters is the
/// same key. A HOTP counter does not count: it moves.
///
/// Holds no secret. Not thread-safe.
public final class KeyIndex {

  private final SecretKey macKey;
  private final Set<String> fingerprints = new HashSet<>();

  KeyIndex(VaultKey key) {
    this.macKey = key.derive("fingerprints", "HmacSHA256");
  }

  /// Whether this key was added before.
  public boolean contains(OtpKey key) {
    return fingerprints.contains(fingerprint(key));
  }

  /// Adds a key.
  ///
  /// @return false when it was there already
  public boolean add(OtpKey key) {
    return fingerprints.add(fingerprint(key));
  }

  private String fingerprint(OtpKey key) {
    OtpParameters parameters =
        key.parameters() instanceof HotpParameters p
            ? new HotpParameters(p.algorithm(), p.digits(), 0)
            : key.parameters();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(macKey);
      mac.update(parameters.toString().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      key.secret().exposeTo(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }
}
