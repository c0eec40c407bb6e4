package dev.watchword.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;

/// Authenticates rows that stay readable: who changes one without the key is found out at its next
/// use (SECURITY CR-15). It can't tell that a row was put back to an older state. Thread-safe.
public final class RowMacs {

  private final Mac keyed;

  /// @param key derived from here, and not kept
  /// @param purpose a name of our own for the kind of row
  public RowMacs(VaultKey key, String purpose) {
    try {
      keyed = Mac.getInstance("HmacSHA256");
      keyed.init(key.derive(purpose, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  /// @param row names every field, always in the same order
  public RowMac of(Consumer<? super Fields> row) {
    Fields fields = new Fields(copy());
    row.accept(fields);
    return RowMac.copyOf(fields.mac.doFinal());
  }

  /// The first 128 bits of a MAC: to look a row up by what must not stand in the store.
  public UUID nameOf(Consumer<? super Fields> row) {
    ByteBuffer mac = ByteBuffer.wrap(of(row).toByteArray());
    return new UUID(mac.getLong(), mac.getLong());
  }

  /// A Mac is not thread-safe: each use has a copy of the one that was keyed at the start.
  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java runtime's HmacSHA256 cannot be cloned", e);
    }
  }

  /// Takes a row's fields, each behind its length. Not thread-safe.
  public static final class Fields {

    private final Mac mac;

    private Fields(Mac mac) {
      this.mac = mac;
    }

    public Fields bytes(byte[] value) {
      mac.update(ByteBuffer.allocate(4).putInt(value.length).flip());
      mac.update(value);
      return this;
    }

    public Fields text(String value) {
      return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public Fields number(long value) {
      return bytes(ByteBuffer.allocate(8).putLong(value).array());
    }

    public Fields id(UUID value) {
      return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    public Fields flag(boolean value) {
      return number(value ? 1 : 0);
    }

    /// @param value counts in whole milliseconds
    public Fields time(Instant value) {
      return number(value.toEpochMilli());
    }
  }
}
