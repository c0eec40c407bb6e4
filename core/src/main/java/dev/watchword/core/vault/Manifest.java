package dev.watchword.core.vault;

import dev.watchword.core.seal.SealAddress;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Which entries a vault has, and at which revisions, in 32 bytes: the sum modulo 2^256 of a keyed
/// hash of each entry's id and revisions.
///
/// A row that was put back to an older state, removed or added behind our back changes the sum; a
/// write of ours changes it by one subtraction and one addition, however large the vault is. The
/// sum is stored sealed, at the vault's revision. Not thread-safe.
final class Manifest {

  private static final int BYTES = 32;

  private final Mac mac;
  private final byte[] sum;

  private Manifest(Mac mac, byte[] sum) {
    this.mac = mac;
    this.sum = sum;
  }

  static Manifest empty(VaultKey key) {
    SecretKey macKey = key.derive("manifest", "HmacSHA256");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(macKey);
      return new Manifest(mac, new byte[BYTES]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  Manifest copy() {
    return new Manifest(mac, sum.clone());
  }

  /// Takes over another's sum.
  void become(Manifest other) {
    System.arraycopy(other.sum, 0, sum, 0, BYTES);
  }

  void add(EntryId id, FieldRevisions revisions) {
    add(hash(id, revisions));
  }

  /// Adds the sum over other entries.
  void add(Manifest others) {
    add(others.sum);
  }

  private void add(byte[] hash) {
    int carry = 0;
    for (int i = BYTES - 1; i >= 0; i--) {
      int digit = (sum[i] & 0xff) + (hash[i] & 0xff) + carry;
      sum[i] = (byte) digit;
      carry = digit >> 8;
    }
  }

  void remove(EntryId id, FieldRevisions revisions) {
    byte[] hash = hash(id, revisions);
    int borrow = 0;
    for (int i = BYTES - 1; i >= 0; i--) {
      int digit = (sum[i] & 0xff) - (hash[i] & 0xff) - borrow;
      sum[i] = (byte) digit;
      borrow = digit < 0 ? 1 : 0;
    }
  }

  private byte[] hash(EntryId id, FieldRevisions revisions) {
    mac.update(
        ByteBuffer.allocate(16)
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .array());
    return mac.doFinal(revisions.toByteArray());
  }

  SealedBytes seal(Sealer sealer, VaultId vault, long revision) {
    return sealer.seal(address(vault, revision), sum);
  }

  /// @throws TamperingException when the entries are not those that the header's manifest speaks of
  void check(Sealer sealer, VaultHeader header) {
    byte[] expected = sealer.open(address(header.id(), header.revision()), header.manifest());
    if (!MessageDigest.isEqual(sum, expected)) {
      throw new TamperingException(
          "entries of this vault were put back, removed or added outside of Watchword");
    }
  }

  private static SealAddress address(VaultId vault, long revision) {
    return new SealAddress(vault.value(), "vault", vault.value(), "manifest", revision);
  }
}
