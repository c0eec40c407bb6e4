package dev.watchword.adapters.interchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The one-time passwords among a KeePass entry's attributes, in the dialects of KeePassXC, KeePass
/// 2, KeeOtp and the Tray TOTP plug-in.
final class KeePassOtp {

  private KeePassOtp() {}

  /// The entry's TOTP in the first dialect that it has, its HOTP, and further ones (`otp_1`, …).
  static List<Items.Reader> of(Map<String, String> attributes) {
    List<Items.Reader> found = new ArrayList<>();
    String otp = value(attributes, "otp");
    if (!otp.isEmpty()) {
      found.add(() -> ItemDraft.ofUriOrSecret(otp));
    } else if (!value(attributes, "TOTP Seed").isEmpty()) {
      found.add(() -> trayTotp(attributes));
    } else if (hasSecret(attributes, "TimeOtp")) {
      found.add(() ->
          secret(attributes, "TimeOtp")
              .algorithm(optional(attributes, "TimeOtp-Algorithm"))
              .digits(optional(attributes, "TimeOtp-Length"))
              .period(optional(attributes, "TimeOtp-Period")));
    }
    if (hasSecret(attributes, "HmacOtp")) {
      found.add(() ->
          secret(attributes, "HmacOtp")
              .type(OtpType.HOTP)
              .counter(optional(attributes, "HmacOtp-Counter")));
    }
    attributes.forEach((name, text) -> {
      if (name.matches("otp_[0-9]{1,4}") && !text.isBlank()) {
        found.add(() -> ItemDraft.ofUriOrSecret(text));
      }
    });
    return found;
  }

  /// `TOTP Settings` is "step;digits" or "step;S", maybe with an address behind.
  private static ItemDraft trayTotp(Map<String, String> attributes) throws ItemException {
    ItemDraft draft = new ItemDraft().base32(value(attributes, "TOTP Seed"));
    String[] settings = value(attributes, "TOTP Settings").split(";", -1);
    draft.period(Optional.of(settings[0]));
    if (settings.length > 1) {
      String size = settings[1].strip().toUpperCase(Locale.ROOT);
      if (size.equals("S")) {
        draft.type(OtpType.STEAM);
      } else {
        draft.digits(Optional.of(size));
      }
    }
    return draft;
  }

  private static boolean hasSecret(Map<String, String> attributes, String prefix) {
    return attributes.entrySet().stream()
        .anyMatch(a -> a.getKey().startsWith(prefix + "-Secret") && !a.getValue().isBlank());
  }

  private static ItemDraft secret(Map<String, String> attributes, String prefix)
      throws ItemException {
    ItemDraft draft = new ItemDraft();
    String name = prefix + "-Secret";
    String text = attributes.getOrDefault(name, "");
    if (!text.isEmpty()) {
      return draft.bytes(text.getBytes(StandardCharsets.UTF_8));
    }
    String hex = value(attributes, name + "-Hex");
    if (!hex.isEmpty()) {
      return draft.hex(hex);
    }
    String base32 = value(attributes, name + "-Base32");
    return base32.isEmpty()
        ? draft.base64(value(attributes, name + "-Base64"))
        : draft.base32(base32);
  }

  private static String value(Map<String, String> attributes, String name) {
    return attributes.getOrDefault(name, "").strip();
  }

  private static Optional<String> optional(Map<String, String> attributes, String name) {
    return Optional.ofNullable(attributes.get(name));
  }
}
