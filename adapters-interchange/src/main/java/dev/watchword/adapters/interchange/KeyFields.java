package dev.watchword.adapters.interchange;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Base32;
import java.util.HexFormat;

/// A key's parameters as flat fields, the way other programs' files have them.
///
/// @param algorithm SHA1, SHA256, SHA512, or MD5 for mOTP
/// @param period in seconds; 30 for HOTP, where it means nothing
/// @param counter of the next code; 0 for all but HOTP
record KeyFields(OtpType type, String algorithm, int digits, long period, long counter) {

  static KeyFields of(OtpKey key) {
    return switch (key.parameters()) {
      case TotpParameters p ->
          new KeyFields(
              OtpType.TOTP, p.algorithm().name(), p.digits().value(), p.period().toSeconds(), 0);
      case HotpParameters p ->
          new KeyFields(OtpType.HOTP, p.algorithm().name(), p.digits().value(), 30, p.counter());
      case SteamParameters ignored -> new KeyFields(OtpType.STEAM, "SHA1", 5, 30, 0);
      case MotpParameters ignored -> new KeyFields(OtpType.MOTP, "MD5", 6, 10, 0);
      case YandexParameters ignored -> new KeyFields(OtpType.YANDEX, "SHA256", 8, 30, 0);
    };
  }

  static String base32(OtpKey key) {
    return key.secret().expose(Base32::encode);
  }

  static String hex(OtpKey key) {
    return key.secret().expose(bytes -> HexFormat.of().formatHex(bytes));
  }

  /// The PIN; empty when there is none.
  static String pin(OtpKey key) {
    return key.pin().map(pin -> pin.expose(String::new)).orElse("");
  }
}
