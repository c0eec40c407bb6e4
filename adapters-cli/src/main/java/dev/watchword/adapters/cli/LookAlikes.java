package dev.watchword.adapters.cli;

import java.util.Optional;

/// Finds names that pass for others: letters of another script that look like Latin ones (SECURITY
/// LO-05).
///
/// Covers the Cyrillic, Greek, Armenian and full-width letters that most fonts draw like ASCII
/// (Unicode TR 39, reduced to the plain cases). Stateless and thread-safe.
final class LookAlikes {

  private static final String FOREIGN =
      "аеорсухіјѕԁԛԝһӏԍАВЕКМНОРСТУХІЈЅԚԜ" + "οανρικυχτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "օսոցհՏՍՕ" + "ıɑɡ";
  private static final String LATIN =
      "aeopcyxijsdqwhlgABEKMHOPCTYXIJSQW" + "oavpikuxtABEZHIKMNOPTYX" + "ounghSUO" + "iag";

  private LookAlikes() {}

  /// The ASCII name that `name` would be taken for; empty when it is plain, or plainly foreign.
  static Optional<String> of(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    boolean disguised = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x80) {
        plain.append(c);
        continue;
      }
      char latin = latin(c);
      if (latin == 0) {
        return mixed(name) ? Optional.of(skeleton(name)) : Optional.empty();
      }
      plain.append(latin);
      disguised = true;
    }
    return disguised ? Optional.of(plain.toString()) : Optional.empty();
  }

  /// Whether one word has both ASCII letters and disguised ones.
  private static boolean mixed(String name) {
    boolean ascii = false;
    boolean disguised = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetter(c)) {
        ascii = false;
        disguised = false;
      } else if (c < 0x80) {
        ascii = true;
      } else if (latin(c) != 0) {
        disguised = true;
      }
      if (ascii && disguised) {
        return true;
      }
    }
    return false;
  }

  private static String skeleton(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char latin = latin(name.charAt(i));
      plain.append(latin == 0 ? name.charAt(i) : latin);
    }
    return plain.toString();
  }

  private static char latin(char c) {
    if (c >= 0xff01 && c <= 0xff5e) {
      return (char) (c - 0xff01 + '!');
    }
    int at = FOREIGN.indexOf(c);
    return at < 0 ? 0 : LATIN.charAt(at);
  }
}
