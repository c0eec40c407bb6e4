package dev.watchword.core.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;

/// The printed recovery key of a vault: 160 random bits in Crockford's Base32, eight groups of
/// four.
///
/// Not a record: redacted, wiped by [#close].
public final class RecoveryKey implements AutoCloseable {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BYTES = 20;
  private static final int CHARACTERS = 32;

  private final byte[] bytes;

  private RecoveryKey(byte[] owned) {
    this.bytes = owned;
  }

  public static RecoveryKey random(SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return new RecoveryKey(fresh);
  }

  /// Reads what a person types: either case, any blanks and hyphens, O for 0, I and L for 1.
  ///
  /// @throws IllegalArgumentException when it is not 32 characters of the alphabet; the message
  ///   does not repeat them
  public static RecoveryKey parse(CharSequence typed) {
    byte[] bytes = new byte[BYTES];
    long buffer = 0;
    int bits = 0;
    int count = 0;
    int length = 0;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (Character.isWhitespace(c) || c == '-') {
        continue;
      }
      int value = value(c);
      if (value < 0 || ++count > CHARACTERS) {
        throw malformed();
      }
      buffer = buffer << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = (byte) (buffer >>> bits);
      }
    }
    if (count != CHARACTERS) {
      throw malformed();
    }
    return new RecoveryKey(bytes);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "recovery key: 32 letters and digits in eight groups of four");
  }

  private static int value(char typed) {
    String upper = String.valueOf(typed).toUpperCase(Locale.ROOT);
    char c = upper.charAt(0);
    return switch (c) {
      case 'O' -> 0;
      case 'I', 'L' -> 1;
      default -> ALPHABET.indexOf(c);
    };
  }

  /// The key as it is printed, `XXXX-XXXX-…`: the one way to show it.
  public String reveal() {
    StringBuilder text = new StringBuilder(39);
    long buffer = 0;
    int bits = 0;
    int count = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        if (count > 0 && count % 4 == 0) {
          text.append('-');
        }
        text.append(ALPHABET.charAt((int) (buffer >>> bits) & 31));
        count++;
      }
    }
    return text.toString();
  }

  /// What opens the slot that this key was made for.
  public Unlocker toUnlocker() {
    return new Unlocker.ByKey(KeySlot.Kind.RECOVERY_KEY, bytes);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "RecoveryKey[REDACTED]";
  }
}
