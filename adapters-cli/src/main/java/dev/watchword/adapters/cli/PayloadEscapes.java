package dev.watchword.adapters.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Writes a payload's bytes in one line from which they can be had back: `\\` for a backslash, `\n`
/// and `\t`, and `\xHH` for each byte of what is not UTF-8, controls, or could deceive (as
/// [Neutral] has it). Stateless and thread-safe.
final class PayloadEscapes {

  private PayloadEscapes() {}

  static String escape(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 16);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    while (in.hasRemaining()) {
      text.clear();
      CoderResult result = decoder.decode(in, text, true);
      text(out, text.flip().toString());
      int bad = result.isError() ? result.length() : 0;
      for (int i = 0; i < bad; i++) {
        hex(out, in.get());
      }
      decoder.reset();
    }
    return out.toString();
  }

  private static void text(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (Neutral.harmless(text, i, c)) {
            out.appendCodePoint(c);
          } else {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              hex(out, b);
            }
          }
        }
      }
      i += Character.charCount(c);
    }
  }

  private static void hex(StringBuilder out, byte b) {
    out.append("\\x")
        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
  }
}
