package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.SealAddress;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.secret.SharedSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Seals and opens what an enrolment keeps secret, bound to its id, its subscriber and its kind.
///
/// A row that was moved to another subscriber, or a pending one that was marked as active, throws
/// [dev.watchword.core.seal.TamperingException] (SECURITY CR-11, CR-15). Thread-safe.
public final class EnrolmentKeys {

  private static final long PENDING = 1;
  private static final long ACTIVE = 2;

  private final Sealer sealer;
  private final UUID vault;
  private final boolean macs;
  private final SecretKey fingerprintKey;

  /// @param key derived from here, and not kept
  /// @param vault the verifier's own id, the same on all its nodes
  /// @param macs whether what is sealed from now on demands a MAC of its row
  public EnrolmentKeys(VaultKey key, UUID vault, SecureRandom random, boolean macs) {
    this.sealer = new Sealer(key, "verifier enrolments", random);
    this.vault = vault;
    this.macs = macs;
    this.fingerprintKey = key.derive("verifier fingerprints", "HmacSHA256");
  }

  SealedBytes sealPending(EnrolmentId id, Subscriber subscriber, OtpKey key, Label label) {
    return seal(address(id, subscriber, PENDING), KeyCodec.write(key, label, macs));
  }

  SealedBytes sealActive(EnrolmentId id, Subscriber subscriber, OtpKey key) {
    return seal(address(id, subscriber, ACTIVE), KeyCodec.write(key, macs));
  }

  private SealedBytes seal(SealAddress address, byte[] plain) {
    try {
      return sealer.seal(address, plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Whether an enrolment demands a MAC of its row.
  boolean wantsMac(Enrolment enrolment) {
    byte[] plain =
        switch (enrolment) {
          case Pending pending -> unseal(pending, PENDING);
          case Active active -> unseal(active, ACTIVE);
        };
    try {
      return KeyCodec.wantsMac(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] unseal(Enrolment enrolment, long kind) {
    return sealer.open(address(enrolment.id(), enrolment.subscriber(), kind), enrolment.key());
  }

  /// The key and its label, the caller's to close.
  KeyUri open(Pending pending) {
    byte[] plain = unseal(pending, PENDING);
    try {
      return new KeyUri(KeyCodec.readLabel(plain), KeyCodec.readKey(plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// The key, the caller's to close.
  public OtpKey open(Active active) {
    byte[] plain = unseal(active, ACTIVE);
    try {
      return KeyCodec.readKey(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private SealAddress address(EnrolmentId id, Subscriber subscriber, long kind) {
    return new SealAddress(
        vault, "enrolment", id.value(), "key", Optional.of(subscriber.digest()), kind);
  }

  /// Tells secrets apart without telling them: 128 bits of an HMAC-SHA-256 (SECURITY EN-11).
  UUID fingerprint(SharedSecret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(fingerprintKey);
      ByteBuffer hash = ByteBuffer.wrap(secret.expose(mac::doFinal));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }
}
