package dev.watchword.core.custody;

import java.util.LinkedHashMap;
import java.util.Map;

/// An event as one line of JSON: an object of texts, its members in the order they were given,
/// without blanks, everything but printable ASCII escaped, so that there is one way to write it.
final class EventLine {

  private final Map<String, String> members = new LinkedHashMap<>();

  EventLine with(String name, Object value) {
    members.put(name, value.toString());
    return this;
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) -> {
      json.append(json.length() > 1 ? "," : "");
      quoted(json, name);
      json.append(':');
      quoted(json, value);
    });
    return json.append('}').toString();
  }

  private static void quoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        json.append(c);
      } else {
        json.append(String.format("\\u%04x", (int) c));
      }
    }
    json.append('"');
  }
}
