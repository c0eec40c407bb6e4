package dev.watchword.core.keyuri;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Base32;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/// Writes Key URIs.
final class KeyUriWriter {

  private KeyUriWriter() {}

  static String write(Label label, OtpKey key) {
    String uri = text(label, key);
    if (uri.length() > KeyUri.MAX_BYTES) {
      throw new IllegalArgumentException("uri: longer than 8 KiB");
    }
    return uri;
  }

  private static String text(Label label, OtpKey key) {
    String secret = key.secret().expose(Base32::encode);
    String rest = "?secret=" + secret + issuer(label);
    return switch (key.parameters()) {
      case TotpParameters p -> {
        if (!p.t0().equals(Instant.EPOCH)) {
          throw new IllegalArgumentException("t0: a Key URI holds none but 1970, got " + p.t0());
        }
        if (label.meansSteam()) {
          throw new IllegalArgumentException(
              "issuer: in a Key URI, Steam stands for Steam's own codes");
        }
        yield "otpauth://totp/"
            + path(label)
            + rest
            + code(p.algorithm(), p.digits())
            + "&period="
            + p.period().toSeconds();
      }
      case HotpParameters p ->
          "otpauth://hotp/"
              + path(label)
              + rest
              + code(p.algorithm(), p.digits())
              + "&counter="
              + p.counter();
      case SteamParameters p -> "otpauth://steam/" + path(label) + rest;
      case YandexParameters p -> "otpauth://yaotp/" + path(label) + rest + base32Pin(key);
      case MotpParameters p ->
          "motp://"
              + path(label)
              + "?secret="
              + key.secret().expose(bytes -> HexFormat.of().formatHex(bytes))
              + plainPin(key);
    };
  }

  /// Put together, not formatted: `%d` writes the digits of the reader's own script.
  private static String code(HashAlgorithm algorithm, Digits digits) {
    return "&algorithm=" + algorithm + "&digits=" + digits.value();
  }

  private static String path(Label label) {
    String account = encode(label.accountName());
    if (!label.issuer().isEmpty()) {
      return encode(label.issuer()) + ":" + account;
    }
    // a leading colon says "no issuer", so that a colon in the account is not taken for one
    return label.accountName().indexOf(':') >= 0 ? ":" + account : account;
  }

  private static String issuer(Label label) {
    return label.issuer().isEmpty() ? "" : "&issuer=" + encode(label.issuer());
  }

  private static String base32Pin(OtpKey key) {
    return key.pin()
        .map(pin ->
            "&pin="
                + pin.expose(c -> Base32.encode(new String(c).getBytes(StandardCharsets.UTF_8))))
        .orElse("");
  }

  private static String plainPin(OtpKey key) {
    return key.pin().map(pin -> "&pin=" + pin.expose(c -> encode(new String(c)))).orElse("");
  }

  /// Percent-encodes all but the unreserved characters of RFC 3986 §2.3.
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 'A' && c <= 'Z'
          || c >= 'a' && c <= 'z'
          || c >= '0' && c <= '9'
          || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded
            .append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }
}
