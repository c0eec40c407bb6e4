package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import java.io.IOException;
import java.time.Instant;

/// How codes and their parameters are written, the same in every answer; never a secret.
final class OtpJson {

  private OtpJson() {}

  /// Members `type`, `digits` and what else the type has, into the current object.
  static void parameters(JsonGenerator json, OtpParameters parameters) throws IOException {
    json.writeStringField("type", parameters.type());
    json.writeNumberField("digits", parameters.codeLength());
    switch (parameters) {
      case TotpParameters totp -> {
        json.writeStringField("algorithm", totp.algorithm().name());
        json.writeNumberField("periodSeconds", totp.period().toSeconds());
        if (!totp.t0().equals(Instant.EPOCH)) {
          json.writeStringField("t0", totp.t0().toString());
        }
      }
      case HotpParameters hotp -> {
        json.writeStringField("algorithm", hotp.algorithm().name());
        json.writeNumberField("counter", hotp.counter());
      }
      case SteamParameters steam -> json.writeNumberField("periodSeconds", 30);
      case YandexParameters yandex -> json.writeNumberField("periodSeconds", 30);
      case MotpParameters motp -> json.writeNumberField("periodSeconds", 10);
    }
  }

  /// A member with a code, and for a time-based one when it counts.
  static void code(JsonGenerator json, String member, OneTimePassword otp, Instant now)
      throws IOException {
    json.writeObjectFieldStart(member);
    json.writeStringField("value", otp.code());
    if (otp.validity().isPresent()) {
      OneTimePassword.Validity validity = otp.validity().get();
      json.writeStringField("validFrom", validity.from().toString());
      json.writeStringField("validUntil", validity.until().toString());
      json.writeNumberField("secondsLeft", secondsLeft(validity, now));
    }
    json.writeEndObject();
  }

  /// Whole seconds, rounded up, so that a code that still counts has at least one.
  private static long secondsLeft(OneTimePassword.Validity validity, Instant now) {
    return validity.left(now).plusNanos(999_999_999).toSeconds();
  }
}
