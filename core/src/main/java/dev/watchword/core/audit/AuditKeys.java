package dev.watchword.core.audit;

import dev.watchword.core.seal.VaultKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/// The keys of the audit log, derived from the vault key and never stored (SECURITY AU-04).
///
/// Thread-safe.
public final class AuditKeys {

  private final Mac entries;
  private final Mac links;
  private final Mac checkpoints;

  public AuditKeys(VaultKey key) {
    this.entries = mac(key, "audit entries");
    this.links = mac(key, "audit links");
    this.checkpoints = mac(key, "audit checkpoints");
  }

  /// The MAC of an entry's fields, each behind its length.
  AuditMac ofEntry(
      long atMillis, String node, Origin origin, String subject, String action, String details) {
    Mac mac = copy(entries);
    mac.update(ByteBuffer.allocate(8).putLong(atMillis).flip());
    part(mac, node);
    part(mac, origin.actor());
    part(mac, origin.source());
    part(mac, origin.requestId());
    part(mac, subject);
    part(mac, action);
    part(mac, details);
    return AuditMac.copyOf(mac.doFinal());
  }

  /// Whether an entry still is what was written.
  public boolean isGenuine(AuditEntry entry) {
    return ofEntry(
            entry.at().toEpochMilli(),
            entry.node(),
            entry.origin(),
            entry.subject(),
            entry.action(),
            entry.details())
        .equals(entry.mac());
  }

  AuditMac ofLink(long seq, AuditMac previous, AuditMac entry) {
    Mac mac = copy(links);
    mac.update(ByteBuffer.allocate(8).putLong(seq).flip());
    mac.update(previous.toByteArray());
    return AuditMac.copyOf(mac.doFinal(entry.toByteArray()));
  }

  AuditMac ofCheckpoint(long seq, AuditMac head, long atMillis, String node) {
    Mac mac = copy(checkpoints);
    mac.update(ByteBuffer.allocate(16).putLong(seq).putLong(atMillis).flip());
    mac.update(head.toByteArray());
    part(mac, node);
    return AuditMac.copyOf(mac.doFinal());
  }

  private static void part(Mac mac, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    mac.update((byte) (utf8.length >>> 24));
    mac.update((byte) (utf8.length >>> 16));
    mac.update((byte) (utf8.length >>> 8));
    mac.update((byte) utf8.length);
    mac.update(utf8);
  }

  private static Mac mac(VaultKey key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.derive(purpose, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  /// A Mac is not thread-safe: each use has a copy of the one that was keyed at the start.
  private static Mac copy(Mac keyed) {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java runtime's HmacSHA256 cannot be cloned", e);
    }
  }
}
