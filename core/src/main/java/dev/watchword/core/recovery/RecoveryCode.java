package dev.watchword.core.recovery;

import java.security.SecureRandom;
import java.util.Arrays;

/// One recovery code: 120 random bits as 24 characters of Crockford's Base32, read and written in
/// groups of four.
///
/// With over 112 bits a fast keyed hash is enough to store it (NIST SP 800-63B §3.1.2.2): no slow
/// hash that strangers could make the server run. Redacted; [#close] wipes it.
public final class RecoveryCode implements AutoCloseable {

  /// Characters without the hyphens.
  public static final int LENGTH = 24;

  private static final int GROUP = 4;
  private static final int MAX_TYPED = 96;
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private final byte[] ascii;

  private RecoveryCode(byte[] owned) {
    this.ascii = owned;
  }

  /// A fresh code.
  public static RecoveryCode random(SecureRandom random) {
    byte[] bits = new byte[LENGTH];
    random.nextBytes(bits);
    for (int i = 0; i < LENGTH; i++) {
      bits[i] = (byte) ALPHABET[bits[i] & 31];
    }
    return new RecoveryCode(bits);
  }

  /// Reads what a claimant typed (SECURITY RC-09): either case, blanks and hyphens anywhere, `O`
  /// for 0, `I` and `L` for 1. Never refuses: what is no code at all matches none, and is counted
  /// like a wrong one.
  public static RecoveryCode ofTyped(String typed) {
    byte[] ascii = new byte[LENGTH];
    int length = 0;
    for (int i = 0; i < typed.length() && i < MAX_TYPED; i++) {
      char c = typed.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '-' || c == 0x2010) {
        continue;
      }
      if (length == LENGTH) {
        return unreadable(ascii);
      }
      char canonical = canonical(c);
      if (canonical == 0) {
        return unreadable(ascii);
      }
      ascii[length++] = (byte) canonical;
    }
    return length == LENGTH && typed.length() <= MAX_TYPED
        ? new RecoveryCode(ascii)
        : unreadable(ascii);
  }

  /// A text that no code has, since it holds a zero byte.
  private static RecoveryCode unreadable(byte[] ascii) {
    Arrays.fill(ascii, (byte) 0);
    return new RecoveryCode(ascii);
  }

  private static char canonical(char c) {
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    return switch (upper) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> Arrays.binarySearch(ALPHABET, upper) >= 0 ? upper : 0;
    };
  }

  /// The code as it is shown, once: six groups of four with hyphens.
  public String reveal() {
    StringBuilder grouped = new StringBuilder(LENGTH + LENGTH / GROUP);
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        grouped.append('-');
      }
      grouped.append((char) ascii[i]);
    }
    return grouped.toString();
  }

  /// A copy of the canonical form, the caller's to wipe.
  public byte[] canonicalBytes() {
    return ascii.clone();
  }

  @Override
  public void close() {
    Arrays.fill(ascii, (byte) 0);
  }

  @Override
  public String toString() {
    return "RecoveryCode[REDACTED]";
  }
}
