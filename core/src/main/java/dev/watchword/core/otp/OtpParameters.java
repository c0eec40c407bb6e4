package dev.watchword.core.otp;

/// What, besides the secret, decides a code: one record for each type of one-time password.
public sealed interface OtpParameters
    permits HotpParameters, TotpParameters, SteamParameters, MotpParameters, YandexParameters {

  /// The type's name in a Key URI and in our own JSON: `hotp`, `totp`, `steam`, `motp`, `yandex`.
  String type();

  /// Length of a code in characters.
  int codeLength();
}
