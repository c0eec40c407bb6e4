package dev.watchword.adapters.interchange;

import java.util.Optional;

/// A token as FreeOTP and FreeOTP+ write it in JSON.
final class FreeOtpToken {

  private FreeOtpToken() {}

  /// The draft without its secret and counter.
  static ItemDraft draft(JsonValue token) throws ItemException {
    String issuer = token.text("issuerExt");
    boolean steam = issuer.strip().equals("Steam");
    String type = token.text("type");
    return new ItemDraft()
        .type(steam ? OtpType.STEAM : type.isEmpty() ? OtpType.TOTP : OtpType.named(type))
        .issuer(issuer)
        .issuerIfNone(token.text("issuerInt"))
        .account(token.text("label"))
        .algorithm(token.get("algo").text())
        .digits(token.get("digits").text())
        .period(token.get("period").text());
  }

  /// With the secret as an array of signed bytes, and the counter of the last code.
  static ItemDraft plain(JsonValue token) throws ItemException {
    Optional<byte[]> secret = token.get("secret").bytes();
    return draft(token)
        .bytes(secret.orElseThrow(() -> new ItemException("secret: not an array of bytes")))
        .counterOfLastCode(token.get("counter").text());
  }
}
