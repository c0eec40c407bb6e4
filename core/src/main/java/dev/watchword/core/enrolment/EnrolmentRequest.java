package dev.watchword.core.enrolment;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import java.time.Instant;

/// Who is to be enrolled, and with what kind of code.
///
/// @param label what the authenticator will show: the relying party's name and the account's
/// @param parameters SHA-1, SHA-256 or SHA-512; 6 or 8 digits; TOTP of 30 or 60 s from 1970, or
///   HOTP (SECURITY OV-15)
public record EnrolmentRequest(Subscriber subscriber, Label label, OtpParameters parameters) {

  public EnrolmentRequest {
    switch (parameters) {
      case TotpParameters p -> {
        checkDigits(p.digits());
        long period = p.period().toSeconds();
        if (period != 30 && period != 60) {
          throw new IllegalArgumentException("period: 30 or 60 seconds, got " + period);
        }
        if (!p.t0().equals(Instant.EPOCH)) {
          throw new IllegalArgumentException("t0: 1970, got " + p.t0());
        }
      }
      case HotpParameters p -> checkDigits(p.digits());
      case SteamParameters p -> throw notIssued(p);
      case MotpParameters p -> throw notIssued(p);
      case YandexParameters p -> throw notIssued(p);
    }
  }

  /// A request for the codes that every authenticator knows: SHA-1, six digits, 30 seconds.
  public EnrolmentRequest(Subscriber subscriber, Label label) {
    this(subscriber, label, TotpParameters.STANDARD);
  }

  private static void checkDigits(Digits digits) {
    if (digits.value() != 6 && digits.value() != 8) {
      throw new IllegalArgumentException("digits: 6 or 8, got " + digits.value());
    }
  }

  private static IllegalArgumentException notIssued(OtpParameters parameters) {
    return new IllegalArgumentException(
        "parameters: a verifier issues totp and hotp, got " + parameters.type());
  }

  HashAlgorithm algorithm() {
    return switch (parameters) {
      case TotpParameters p -> p.algorithm();
      case HotpParameters p -> p.algorithm();
      case SteamParameters p -> throw notIssued(p);
      case MotpParameters p -> throw notIssued(p);
      case YandexParameters p -> throw notIssued(p);
    };
  }
}
