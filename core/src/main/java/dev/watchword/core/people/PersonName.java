package dev.watchword.core.people;

import dev.watchword.core.account.PlainName;
import java.text.Normalizer;
import java.util.Locale;

/// The name that a person signs in with; two that differ in case alone are the same name.
///
/// @param value 1 to 64 code points in NFC, without blanks at its ends, control, format or
///   unassigned characters
public record PersonName(String value) {

  /// The longest name, in code points.
  public static final int MAX_CODE_POINTS = 64;

  /// @throws IllegalArgumentException when it is out of range
  public PersonName {
    value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
    PlainName.checked("name", value, MAX_CODE_POINTS);
  }

  /// What names are compared by: the name without its case.
  public String folded() {
    String lower = value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  @Override
  public String toString() {
    return value;
  }
}
