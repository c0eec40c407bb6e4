package dev.watchword.adapters.cli;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/// Texts that hold secrets on their way between two processes: Key URIs, recovery codes.
///
/// Redacted; read by [#expose] alone. They are strings, as the core takes and gives them, so they
/// can't be wiped: keep them no longer than a request lasts.
final class SecretTexts {

  private final List<String> texts;

  private SecretTexts(List<String> texts) {
    this.texts = texts;
  }

  static SecretTexts of(List<String> texts) {
    return new SecretTexts(List.copyOf(texts));
  }

  static SecretTexts of(String text) {
    return new SecretTexts(List.of(text));
  }

  List<String> expose() {
    return texts;
  }

  void writeTo(DataOutput out) throws IOException {
    Wire.texts(out, texts);
  }

  static SecretTexts readFrom(DataInput in) throws IOException {
    return new SecretTexts(Wire.texts(in));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretTexts that && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return texts.size();
  }

  @Override
  public String toString() {
    return "SecretTexts[REDACTED]";
  }
}
