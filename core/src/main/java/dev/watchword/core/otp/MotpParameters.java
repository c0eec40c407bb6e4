package dev.watchword.core.otp;

/// Mobile-OTP: six hexadecimal digits of an MD5 over time, secret and PIN, every 10 seconds.
public record MotpParameters() implements OtpParameters {

  @Override
  public String type() {
    return "motp";
  }

  @Override
  public int codeLength() {
    return 6;
  }
}
