package dev.watchword.core.otp;

import dev.watchword.core.secret.Pin;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Feeds a PIN's characters into a digest without leaving them in a `String`.
final class Ascii {

  private Ascii() {}

  static void update(MessageDigest digest, Pin pin) {
    pin.expose(characters -> {
      ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
      digest.update(utf8.duplicate());
      Arrays.fill(utf8.array(), (byte) 0);
      return digest;
    });
  }
}
