package dev.watchword.adapters.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What one QR code, or one line of a text, says. May hold a secret: redacted, wiped by [#close].
final class Payload implements AutoCloseable {

  private final byte[] bytes;
  private final String text;

  /// @param bytes as they stand in the code; taken over
  /// @param text the same as text, by the code's own character set
  Payload(byte[] bytes, String text) {
    this.bytes = bytes;
    this.text = text;
  }

  static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8), text);
  }

  /// The bytes themselves, for reading only.
  byte[] expose() {
    return bytes;
  }

  String exposeText() {
    return text;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "Payload[REDACTED]";
  }
}
