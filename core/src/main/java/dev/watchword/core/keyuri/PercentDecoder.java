package dev.watchword.core.keyuri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Decodes percent-encoding once (RFC 3986 §2.1); a `%` without two hexadecimal digits behind it is
/// kept as it stands, since labels in use hold such.
final class PercentDecoder {

  private PercentDecoder() {}

  /// @param parameter the parameter's name, for the refusal
  /// @param plusIsBlank true in a query, false in a path
  static String decode(String parameter, String text, boolean plusIsBlank)
      throws KeyUriSyntaxException {
    if (text.indexOf('%') < 0 && (!plusIsBlank || text.indexOf('+') < 0)) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length ? digit(in[i + 1]) : -1;
      int low = i + 2 < in.length ? digit(in[i + 2]) : -1;
      if (in[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(plusIsBlank && in[i] == '+' ? ' ' : in[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new KeyUriSyntaxException(parameter, "its percent-encoding is not UTF-8");
    }
  }

  private static int digit(byte b) {
    return b < 0 ? -1 : Character.digit((char) b, 16);
  }
}
