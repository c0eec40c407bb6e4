package dev.watchword.adapters.http;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import java.time.Duration;

/// A code's parameters in a request, and what core says of values that are out of range.
final class OtpRequests {

  private OtpRequests() {}

  /// The members `type`, `algorithm`, `digits`, `periodSeconds` and `counter`, with what nearly
  /// every site uses for those that are not there.
  static OtpParameters parameters(JsonFields fields) {
    String type = fields.text("type").orElse("totp");
    try {
      return switch (type) {
        case "totp" ->
            new TotpParameters(
                algorithm(fields),
                digits(fields),
                Duration.ofSeconds(fields.number("periodSeconds").orElse(30)));
        case "hotp" ->
            new HotpParameters(
                algorithm(fields), digits(fields), fields.number("counter").orElse(0));
        case "steam" -> new SteamParameters();
        case "motp" -> new MotpParameters();
        case "yandex" -> new YandexParameters();
        default ->
            throw Problem.invalid("type", "not one of totp, hotp, steam, motp and yandex")
                .asException();
      };
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private static HashAlgorithm algorithm(JsonFields fields) {
    return HashAlgorithm.named(fields.text("algorithm").orElse("SHA1"))
        .orElseThrow(
            () -> Problem.invalid("algorithm", "not one of SHA1, SHA256 and SHA512").asException());
  }

  private static Digits digits(JsonFields fields) {
    return new Digits((int) Math.clamp(fields.number("digits").orElse(6), 0, 1000));
  }

  /// Core's own words: `parameter: problem`, without what was sent.
  static ProblemException invalid(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int colon = message.indexOf(": ");
    return (colon < 0
            ? Problem.invalid("value", "out of range")
            : Problem.invalid(message.substring(0, colon), message.substring(colon + 2)))
        .asException();
  }
}
