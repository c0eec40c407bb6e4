package dev.watchword.app;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Knows the passwords that everybody tries first (SECURITY CR-18): the list of some 30,000 that
/// zxcvbn comes with, each also when it is written several times in a row.
///
/// Reads the list when first asked. Thread-safe.
final class CommonPasswords implements Predicate<String> {

  private static final String LIST = "matchers/dictionaries/passwords.txt";

  /// Loads the list once, by the rules for initialising a class.
  private static final class Known {
    static final Set<String> PASSWORDS = read();

    private static Set<String> read() {
      try (InputStream in = Zxcvbn.class.getResourceAsStream(LIST)) {
        if (in == null) {
          throw new IllegalStateException("zxcvbn has no list of passwords");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return new HashSet<>(lines.lines().toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// @param text lower case
  @Override
  public boolean test(String text) {
    if (Known.PASSWORDS.contains(text)) {
      return true;
    }
    for (int unit = 1; unit <= text.length() / 2; unit++) {
      String start = text.substring(0, unit);
      if (repeats(text, unit) && (unit <= 3 || Known.PASSWORDS.contains(start))) {
        return true;
      }
    }
    return false;
  }

  /// Whether the text is its first `unit` characters again and again, the last time perhaps cut.
  private static boolean repeats(String text, int unit) {
    return text.regionMatches(unit, text, 0, text.length() - unit);
  }
}
