package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.vault.Entry;
import java.util.Optional;

/// How entries and labels look: neutral text, and JSON.
final class EntryView {

  private EntryView() {}

  /// The label in one line, such as `OpenAI (me@example.com)`.
  static String name(Label label) {
    String issuer = issuer(label);
    String account = Neutral.line(label.accountName());
    if (account.isEmpty()) {
      return issuer.isEmpty() ? "(no name)" : issuer;
    }
    return issuer.isEmpty() ? account : issuer + " (" + account + ")";
  }

  /// The issuer, with a warning where it passes for another (SECURITY LO-05).
  static String issuer(Label label) {
    String issuer = Neutral.line(label.issuer());
    Optional<String> other = lookAlike(label);
    return other.isEmpty() ? issuer : issuer + " [!]";
  }

  static Optional<String> lookAlike(Label label) {
    return LookAlikes.of(label.issuer());
  }

  /// Says on standard error that a name passes for another.
  static void warn(Terminal terminal, Label label) {
    Optional<String> other = lookAlike(label);
    if (other.isPresent()) {
      terminal.complainLine(
          "watchword: warning: the issuer \""
              + Neutral.line(label.issuer())
              + "\" is not \""
              + Neutral.line(other.get())
              + "\": it has letters of another alphabet that look the same.");
    }
  }

  /// What kind of code it is, such as `totp, SHA1, 6 digits, 30 s`.
  static String parameters(OtpParameters parameters) {
    return switch (parameters) {
      case TotpParameters p ->
          "totp, " + p.algorithm() + ", " + p.codeLength() + " digits, " + seconds(p) + " s";
      case HotpParameters p ->
          "hotp, " + p.algorithm() + ", " + p.codeLength() + " digits, next counter " + p.counter();
      case SteamParameters p -> "steam, 5 characters, 30 s";
      case MotpParameters p -> "motp, 6 hexadecimal digits, 10 s";
      case YandexParameters p -> "yandex, 8 letters, 30 s";
    };
  }

  private static long seconds(TotpParameters p) {
    return p.period().toSeconds();
  }

  /// The members that every entry has, into an object that is open.
  static void write(Json json, Entry entry) {
    json.put("id", entry.id().toString());
    writeLabel(json, entry.label());
    writeParameters(json, entry.parameters());
    json.put("tags", entry.tags())
        .put("note", entry.note())
        .put("pinned", entry.pinned())
        .put("createdAt", entry.createdAt().toString())
        .put("trashedAt", entry.trashedAt());
  }

  static void writeLabel(Json json, Label label) {
    json.put("issuer", label.issuer()).put("account", label.accountName());
    Optional<String> other = lookAlike(label);
    if (other.isPresent()) {
      json.put("looksLike", other.get());
    }
  }

  static void writeParameters(Json json, OtpParameters parameters) {
    json.put("type", parameters.type()).put("digits", parameters.codeLength());
    switch (parameters) {
      case TotpParameters p -> algorithm(json, p.algorithm()).put("period", seconds(p));
      case HotpParameters p -> algorithm(json, p.algorithm()).put("counter", p.counter());
      case SteamParameters p -> json.put("period", 30);
      case MotpParameters p -> json.put("period", 10);
      case YandexParameters p -> json.put("period", 30);
    }
  }

  private static Json algorithm(Json json, HashAlgorithm algorithm) {
    return json.put("algorithm", algorithm.name());
  }
}
