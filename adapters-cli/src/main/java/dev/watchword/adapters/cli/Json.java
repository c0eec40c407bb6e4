package dev.watchword.adapters.cli;

import java.util.List;
import java.util.Optional;

/// Writes one JSON document (RFC 8259).
///
/// Whatever could steer a terminal or deceive an eye is written as an escape (SECURITY LO-05). Not
/// thread-safe.
final class Json {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);
  private boolean comma;

  Json object() {
    return open('{');
  }

  Json endObject() {
    return close('}');
  }

  Json array() {
    return open('[');
  }

  Json endArray() {
    return close(']');
  }

  Json name(String name) {
    separate();
    string(name);
    out.append(':');
    comma = false;
    return this;
  }

  Json text(String value) {
    separate();
    string(value);
    comma = true;
    return this;
  }

  Json number(long value) {
    separate();
    out.append(value);
    comma = true;
    return this;
  }

  Json bool(boolean value) {
    separate();
    out.append(value);
    comma = true;
    return this;
  }

  Json nothing() {
    separate();
    out.append("null");
    comma = true;
    return this;
  }

  Json put(String name, String value) {
    return name(name).text(value);
  }

  Json put(String name, long value) {
    return name(name).number(value);
  }

  Json put(String name, boolean value) {
    return name(name).bool(value);
  }

  /// The value's text, or null where there is none.
  Json put(String name, Optional<?> value) {
    name(name);
    return value.isPresent() ? text(value.get().toString()) : nothing();
  }

  Json put(String name, List<String> values) {
    name(name).array();
    for (String value : values) {
      text(value);
    }
    return endArray();
  }

  /// The document.
  @Override
  public String toString() {
    return out.toString();
  }

  private Json open(char bracket) {
    separate();
    out.append(bracket);
    comma = false;
    return this;
  }

  private Json close(char bracket) {
    out.append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = false;
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int length = Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (Neutral.harmless(text, i, c)) {
        out.appendCodePoint(c);
      } else {
        for (int j = i; j < i + length; j++) {
          escape(text.charAt(j));
        }
      }
      i += length;
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 15));
    }
  }
}
