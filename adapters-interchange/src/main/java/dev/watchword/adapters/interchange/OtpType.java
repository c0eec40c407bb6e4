package dev.watchword.adapters.interchange;

import java.util.Locale;

/// The types of one-time password, as files name them.
enum OtpType {
  TOTP,
  HOTP,
  STEAM,
  MOTP,
  YANDEX;

  /// @throws ItemException for a name that is none of ours
  static OtpType named(String name) throws ItemException {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "totp" -> TOTP;
      case "hotp" -> HOTP;
      case "steam", "steamtotp" -> STEAM;
      case "motp" -> MOTP;
      case "yandex", "yaotp" -> YANDEX;
      default -> throw new ItemException("type: not one of totp, hotp, steam, motp and yandex");
    };
  }
}
