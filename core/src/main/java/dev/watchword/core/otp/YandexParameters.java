package dev.watchword.core.otp;

/// Yandex.Key: eight lower-case letters of an HMAC-SHA-256, every 30 seconds, keyed by secret and
/// PIN.
public record YandexParameters() implements OtpParameters {

  @Override
  public String type() {
    return "yandex";
  }

  @Override
  public int codeLength() {
    return 8;
  }
}
