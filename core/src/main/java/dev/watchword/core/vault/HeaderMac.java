package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Authenticates a vault's header: HMAC-SHA-256 under the key's purpose `header`.
final class HeaderMac {

  private final SecretKey key;

  HeaderMac(VaultKey vaultKey) {
    this.key = vaultKey.derive("header", "HmacSHA256");
  }

  /// The same header with its MAC.
  VaultHeader sign(VaultHeader h) {
    return h.withMac(SealedBytes.copyOf(mac(h)));
  }

  /// @throws TamperingException when the header is not as it was signed
  void check(VaultHeader header) {
    if (!MessageDigest.isEqual(mac(header), header.mac().toByteArray())) {
      throw new TamperingException(
          "the vault's header was changed outside of Watchword, or is damaged");
    }
  }

  private byte[] mac(VaultHeader header) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(canonical(header));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  private static byte[] canonical(VaultHeader header) {
    CborWriter out =
        new CborWriter()
            .array(header.verifierRoot().isPresent() ? 10 : 9)
            .text("watchword header 1")
            .uuid(header.id().value())
            .unsigned(header.format())
            .unsigned(header.createdAt().getEpochSecond())
            .unsigned(header.keyVersion())
            .unsigned(header.revision())
            .unsigned(header.sealCount())
            .array(2 * header.slots().size());
    for (KeySlot slot : header.slots()) {
      SlotWrap.describe(out, slot);
      out.bytes(slot.wrapped().toByteArray());
    }
    out.bytes(header.manifest().toByteArray());
    header.verifierRoot().ifPresent(root -> out.bytes(root.toByteArray()));
    return out.toByteArray();
  }
}
