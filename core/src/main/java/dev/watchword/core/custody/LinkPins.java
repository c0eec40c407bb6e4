package dev.watchword.core.custody;

import dev.watchword.core.seal.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Hashes of the PINs of links, under a key that no store has: a PIN is short, and could be guessed
/// from a plain hash. Thread-safe.
final class LinkPins {

  private final SecretKey key;

  LinkPins(VaultKey key) {
    this.key = key.derive("custody pins", "HmacSHA256");
  }

  /// @throws IllegalArgumentException when it has not 4 to 32 characters
  String hash(UUID link, String pin) {
    PlainText.checked("pin", pin, 4, 32);
    return mac(link, pin.strip());
  }

  boolean matches(UploadLink link, String pin) {
    return MessageDigest.isEqual(
        link.pin().getBytes(StandardCharsets.US_ASCII),
        mac(link.id(), pin.strip()).getBytes(StandardCharsets.US_ASCII));
  }

  private String mac(UUID link, String pin) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(link.toString().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(pin.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }
}
