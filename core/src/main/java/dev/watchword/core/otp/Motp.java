package dev.watchword.core.otp;

import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Mobile-OTP: the first six hexadecimal digits of MD5 over the tens of seconds since 1970, the
/// secret as hexadecimal text, and the PIN.
final class Motp {

  private Motp() {}

  static String code(SharedSecret secret, Pin pin, long step) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(Long.toString(step).getBytes(StandardCharsets.US_ASCII));
      secret.exposeTo(bytes -> updateWithHex(md5, bytes));
      Ascii.update(md5, pin);
      return HexFormat.of().formatHex(md5.digest(), 0, 3);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no MD5", e);
    }
  }

  private static void updateWithHex(MessageDigest md5, byte[] bytes) {
    byte[] hex = new byte[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = (byte) Character.forDigit((bytes[i] >> 4) & 15, 16);
      hex[2 * i + 1] = (byte) Character.forDigit(bytes[i] & 15, 16);
    }
    md5.update(hex);
    Arrays.fill(hex, (byte) 0);
  }
}
