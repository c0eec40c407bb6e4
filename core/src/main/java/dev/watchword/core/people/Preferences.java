package dev.watchword.core.people;

import java.util.Optional;

/// How a person likes the pages.
///
/// @param language a language tag of 2 to 16 letters, digits and hyphens; empty for the browser's
/// @param theme `light` or `dark`; empty for the system's
public record Preferences(Optional<String> language, Optional<String> theme) {

  public static final Preferences NONE = new Preferences(Optional.empty(), Optional.empty());

  public Preferences {
    if (language.isPresent() && !isTag(language.get())) {
      throw new IllegalArgumentException(
          "language: a tag of 2 to 16 letters, digits and hyphens, such as en or zh-Hans");
    }
    if (theme.isPresent() && !theme.get().equals("light") && !theme.get().equals("dark")) {
      throw new IllegalArgumentException("theme: light or dark");
    }
  }

  private static boolean isTag(String text) {
    return text.length() >= 2
        && text.length() <= 16
        && text.chars()
            .allMatch(c ->
                c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
  }
}
