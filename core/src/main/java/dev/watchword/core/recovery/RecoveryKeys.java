package dev.watchword.core.recovery;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Hashes recovery codes under a key that is not in the store, each for its subscriber and set
/// alone: 128 bits of an HMAC-SHA-256.
///
/// Those of sets with a MAC are hashed under a key of their own, so that a set whose MAC was taken
/// away knows none of its codes (SECURITY CR-12). Thread-safe.
public final class RecoveryKeys {

  private final SecretKey key;
  private final SecretKey keyWithoutMac;
  private final boolean macs;

  /// @param macs whether sets that are issued from now on have a MAC
  public RecoveryKeys(VaultKey key, boolean macs) {
    this.macs = macs;
    this.key = key.derive("verifier recovery codes of authenticated sets", "HmacSHA256");
    this.keyWithoutMac = key.derive("verifier recovery codes", "HmacSHA256");
  }

  /// For a set that is issued now.
  UUID hash(Subscriber subscriber, UUID set, RecoveryCode code) {
    return hash(macs ? key : keyWithoutMac, subscriber, set, code);
  }

  boolean makesMacs() {
    return macs;
  }

  /// The place of a code in a set, -1 where it is none of its codes.
  int indexOf(RecoveryCode code, RecoverySet set) {
    SecretKey its = set.mac().isPresent() ? key : keyWithoutMac;
    return indexOf(hash(its, set.subscriber(), set.id(), code), set.hashes());
  }

  private static UUID hash(SecretKey key, Subscriber subscriber, UUID set, RecoveryCode code) {
    byte[] canonical = code.canonicalBytes();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      UUID owner = subscriber.digest();
      mac.update(
          ByteBuffer.allocate(32)
              .putLong(owner.getMostSignificantBits())
              .putLong(owner.getLeastSignificantBits())
              .putLong(set.getMostSignificantBits())
              .putLong(set.getLeastSignificantBits())
              .flip());
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(canonical));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    } finally {
      Arrays.fill(canonical, (byte) 0);
    }
  }

  /// The place of a hash in a list, -1 where it is not; looks at all, whichever is the one.
  private static int indexOf(UUID hash, List<UUID> hashes) {
    int found = -1;
    for (int i = 0; i < hashes.size(); i++) {
      UUID other = hashes.get(i);
      long difference =
          hash.getMostSignificantBits() ^ other.getMostSignificantBits()
              | hash.getLeastSignificantBits() ^ other.getLeastSignificantBits();
      int same = (int) (((difference | -difference) >> 63) ^ -1L);
      found = i & same | found & ~same;
    }
    return found;
  }
}
