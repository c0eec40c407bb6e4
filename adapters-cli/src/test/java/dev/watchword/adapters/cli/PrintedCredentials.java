package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Credentials that commands were given or printed, and whether one of them stands in an audit log
/// (SECURITY LO-01, AU-08). A code of digits counts where it is no part of more.
final class PrintedCredentials {

  private static final Set<String> NAMES =
      Set.of(
          "uri",
          "secret",
          "code",
          "codes",
          "recoveryKey",
          "recoveryCode",
          "recoveryCodes",
          "token",
          "invite",
          "setupKey");
  private static final int SHORTEST = 6;

  private final Set<String> seen = new TreeSet<>();

  /// Notes those of a document, by the names of its members.
  void seeDocument(String json) {
    if (json.startsWith("{")) {
      see("", JsonReader.read(json));
    }
  }

  private void see(String name, Object value) {
    switch (value) {
      case Map<?, ?> object ->
          object.forEach((key, member) -> {
            if (!"error".equals(key)) { // its code is none
              see(String.valueOf(key), member);
            }
          });
      case List<?> list -> list.forEach(item -> see(name, item));
      case String text when NAMES.contains(name) -> see(text);
      case String text when name.equals("url") && text.contains("#") ->
          see(text.substring(text.indexOf('#') + 1));
      case null, default -> {}
    }
  }

  /// Notes one that was typed, or came otherwise.
  void see(String credential) {
    if (credential.length() >= SHORTEST) {
      seen.add(credential);
      int secret = credential.indexOf("secret=");
      if (secret >= 0) {
        see(credential.substring(secret + 7).replaceFirst("&.*", ""));
      }
    }
  }

  int count() {
    return seen.size();
  }

  /// Those that stand in a text.
  List<String> in(String text) {
    return seen.stream()
        .filter(one ->
            one.matches("[0-9]+")
                ? Pattern.compile("(?<![\\w.-])" + one + "(?![\\w-])").matcher(text).find()
                : text.contains(one))
        .toList();
  }

  /// All that an audit log says.
  static String all(AuditLog log) {
    return log.page(0, 1_000_000) + "\n" + log.waiting(1_000_000);
  }
}
