package dev.watchword.core.otp;

/// Steam Guard: five characters of an alphabet without look-alikes, 30 seconds, SHA-1; nothing to
/// choose.
public record SteamParameters() implements OtpParameters {

  @Override
  public String type() {
    return "steam";
  }

  @Override
  public int codeLength() {
    return 5;
  }
}
