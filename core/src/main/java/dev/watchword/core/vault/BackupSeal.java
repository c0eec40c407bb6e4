package dev.watchword.core.vault;

import dev.watchword.core.seal.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/// What ends the copy of a whole store: proof that the copy is, byte for byte, the one that whoever
/// could open the vault made (SECURITY BK-01).
///
/// 16 bytes ASCII `watchword backup`, then HMAC-SHA-256 under the purpose key `backup` over the
/// SHA-256 of all that stands before; see `docs/vault-format.md`.
public final class BackupSeal {

  public static final int LENGTH_BYTES = 48;

  private static final byte[] MARK = "watchword backup".getBytes(StandardCharsets.US_ASCII);

  private BackupSeal() {}

  /// The seal of a copy.
  ///
  /// @param vault the one in the copy
  /// @param digest SHA-256 of the copy
  public static byte[] of(OpenVault vault, byte[] digest) {
    byte[] seal = Arrays.copyOf(MARK, LENGTH_BYTES);
    try (VaultKey key = vault.verifierKey()) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.derive("backup", "HmacSHA256"));
      mac.update(digest);
      mac.doFinal(seal, MARK.length);
      return seal;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  /// Whether something looks like a seal, genuine or not.
  public static boolean isMarked(byte[] seal) {
    return seal.length == LENGTH_BYTES && Arrays.equals(seal, 0, MARK.length, MARK, 0, MARK.length);
  }

  /// Whether a copy is the one that was sealed.
  ///
  /// @param vault the one in the copy
  /// @param digest SHA-256 of the copy
  public static boolean isGenuine(OpenVault vault, byte[] digest, byte[] seal) {
    return MessageDigest.isEqual(of(vault, digest), seal);
  }
}
