package dev.watchword.adapters.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/// The code that a server without people prints on its terminal, so that nobody but whoever started
/// it becomes its owner: 80 random bits in Crockford's Base32, four groups of four.
///
/// Five wrong tries end it for the life of the process. Redacted. Thread-safe.
final class SetupCode {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 16;
  private static final int TRIES = 5;

  private final String text;
  private int triesLeft = TRIES;

  SetupCode(SecureRandom random) {
    StringBuilder fresh = new StringBuilder(CHARACTERS);
    for (int i = 0; i < CHARACTERS; i++) {
      fresh.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    this.text = fresh.toString();
  }

  /// The code as it is printed.
  String reveal() {
    return String.join(
        "-", text.substring(0, 4), text.substring(4, 8), text.substring(8, 12), text.substring(12));
  }

  /// Charges a try, then says whether it was right; a right one is not used up.
  synchronized boolean accepts(String typed) {
    if (triesLeft == 0) {
      return false;
    }
    triesLeft--;
    boolean right =
        MessageDigest.isEqual(
            canonical(typed).getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_8));
    if (right) {
      triesLeft++;
    }
    return right;
  }

  private static String canonical(String typed) {
    return typed
        .replaceAll("[\\s-]", "")
        .toUpperCase(Locale.ROOT)
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  @Override
  public String toString() {
    return "SetupCode[REDACTED]";
  }
}
