package dev.watchword.adapters.interchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A value of a JSON text (RFC 8259), lenient to ask: a member that is missing, null or of another
/// kind is simply not there. Not a record, since it may hold secrets that `toString` would tell.
final class JsonValue {

  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    MISSING
  }

  static final JsonValue MISSING = new JsonValue(Kind.MISSING, null, List.of(), Map.of());
  static final JsonValue NULL = new JsonValue(Kind.NULL, null, List.of(), Map.of());
  static final JsonValue TRUE = new JsonValue(Kind.BOOLEAN, "true", List.of(), Map.of());
  static final JsonValue FALSE = new JsonValue(Kind.BOOLEAN, "false", List.of(), Map.of());

  private final Kind kind;
  private final @Nullable String literal;
  private final List<JsonValue> items;
  private final Map<String, JsonValue> members;

  private JsonValue(
      Kind kind, @Nullable String literal, List<JsonValue> items, Map<String, JsonValue> members) {
    this.kind = kind;
    this.literal = literal;
    this.items = items;
    this.members = members;
  }

  static JsonValue ofText(String value) {
    return new JsonValue(Kind.TEXT, value, List.of(), Map.of());
  }

  static JsonValue ofNumber(String literal) {
    return new JsonValue(Kind.NUMBER, literal, List.of(), Map.of());
  }

  /// @param items filled by the parser as it goes
  static JsonValue ofArray(List<JsonValue> items) {
    return new JsonValue(Kind.ARRAY, null, items, Map.of());
  }

  /// @param members filled by the parser as it goes
  static JsonValue ofObject(Map<String, JsonValue> members) {
    return new JsonValue(Kind.OBJECT, null, List.of(), members);
  }

  Kind kind() {
    return kind;
  }

  boolean isObject() {
    return kind == Kind.OBJECT;
  }

  boolean isArray() {
    return kind == Kind.ARRAY;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  /// Whether a member stands here, be it null.
  boolean has(String name) {
    return members.containsKey(name);
  }

  /// A member; [#MISSING] when there is none.
  JsonValue get(String name) {
    return members.getOrDefault(name, MISSING);
  }

  /// The members in the order of the text; none when this is no object.
  Map<String, JsonValue> members() {
    return members;
  }

  /// The items; none when this is no array.
  List<JsonValue> items() {
    return items;
  }

  /// Whether any item of an array is so: a file is not known by its first item alone, which may be
  /// the one that is broken.
  boolean anyItem(Predicate<JsonValue> test) {
    return items.stream().anyMatch(test);
  }

  /// A text, or a number as it was written: programs disagree which of the two a field is.
  Optional<String> text() {
    return kind == Kind.TEXT || kind == Kind.NUMBER
        ? Optional.ofNullable(literal)
        : Optional.empty();
  }

  /// A member's text; empty when there is none.
  String text(String name) {
    return get(name).text().orElse("");
  }

  /// `true`, the text "true" in any case, or 1.
  boolean isTrue() {
    return literal != null && (literal.equalsIgnoreCase("true") || literal.equals("1"));
  }

  boolean isTrue(String name) {
    return get(name).isTrue();
  }

  /// An array of numbers from -128 to 255 as bytes, as Java programs write byte arrays.
  Optional<byte[]> bytes() {
    if (!isArray()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[items.size()];
    for (int i = 0; i < bytes.length; i++) {
      String number = items.get(i).literal;
      if (number == null || number.isEmpty() || number.length() > 4) {
        return Optional.empty();
      }
      int value;
      try {
        value = Integer.parseInt(number);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
      if (value < -128 || value > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) value;
    }
    return Optional.of(bytes);
  }

  @Override
  public String toString() {
    return "JsonValue[" + kind + "]";
  }
}
