package dev.watchword.core.interchange;

import java.util.Optional;

/// Writes JSON (RFC 8259) in which nothing moves a terminal: control, format, bidirectional and
/// other invisible characters are escaped (SECURITY LO-05).
final class JsonText {

  private final StringBuilder out = new StringBuilder(4096);
  private boolean first = true;

  JsonText open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  JsonText close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  JsonText name(String name) {
    text(name);
    out.append(':');
    first = true;
    return this;
  }

  JsonText text(Optional<String> value) {
    return value.isPresent() ? text(value.get()) : raw("null");
  }

  JsonText number(Optional<Long> value) {
    return value.isPresent() ? number(value.get()) : raw("null");
  }

  JsonText number(long value) {
    return raw(Long.toString(value));
  }

  JsonText bool(boolean value) {
    return raw(Boolean.toString(value));
  }

  JsonText text(String value) {
    separate();
    out.append('"');
    value.codePoints().forEach(this::character);
    out.append('"');
    return this;
  }

  private JsonText raw(String value) {
    separate();
    out.append(value);
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void character(int c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else if (isVisible(c)) {
      out.appendCodePoint(c);
    } else {
      for (char half : Character.toChars(c)) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(half >> shift & 15, 16));
        }
      }
    }
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
