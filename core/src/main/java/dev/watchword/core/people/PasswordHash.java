package dev.watchword.core.people;

import dev.watchword.core.seal.Argon2idParameters;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// What is kept of a password: an Argon2id hash (RFC 9106) with its salt and its cost.
///
/// Written as one text in the form that other programs use for it,
/// `$argon2id$v=19$m=…,t=…,p=…$salt$ hash`. Redacted; [#equals] takes the same time wherever two
/// differ. Immutable.
public final class PasswordHash {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Argon2idParameters cost;
  private final byte[] salt;
  private final byte[] hash;

  /// @param salt 16 bytes, copied
  /// @param hash 32 bytes, copied
  PasswordHash(Argon2idParameters cost, byte[] salt, byte[] hash) {
    if (salt.length != SALT_BYTES || hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("password hash: 16 bytes of salt and 32 of hash");
    }
    this.cost = cost;
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  /// @throws IllegalArgumentException when it is no such text, or its cost is out of bounds
  public static PasswordHash parse(String encoded) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[2].equals("v=19")) {
      throw new IllegalArgumentException("password hash: not one of Argon2id version 19");
    }
    String[] numbers = parts[3].split("[=,]", -1);
    if (numbers.length != 6) {
      throw new IllegalArgumentException("password hash: its cost is unreadable");
    }
    return new PasswordHash(
        new Argon2idParameters(number(numbers[1]), number(numbers[3]), number(numbers[5])),
        Base64.getDecoder().decode(parts[4]),
        Base64.getDecoder().decode(parts[5]));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /// The text that is kept.
  public String encoded() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            cost.parallelism(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  Argon2idParameters cost() {
    return cost;
  }

  byte[] salt() {
    return salt.clone();
  }

  boolean isHash(byte[] derived) {
    return MessageDigest.isEqual(hash, derived);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that
        && cost.equals(that.cost)
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "PasswordHash[REDACTED]";
  }
}
