package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds a document against one of `docs/schemas`: the part of JSON Schema 2020-12 that they use,
/// and no other, for an unknown keyword is an error. Members that a schema does not name are errors
/// too, since a document must not say more than is written down.
final class SchemaCheck {

  private static final Path FOLDER = Path.of("..", "docs", "schemas");
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$defs",
          "$ref",
          "title",
          "type",
          "properties",
          "required",
          "items",
          "enum",
          "pattern",
          "format",
          "minimum",
          "maximum");

  private final Map<?, ?> root;
  private final List<String> errors = new ArrayList<>();

  private SchemaCheck(Map<?, ?> root) {
    this.root = root;
  }

  static List<String> names() {
    try (var files = Files.list(FOLDER)) {
      return files.map(f -> f.getFileName().toString().replace(".json", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @return what is wrong; nothing where the document fits
  static List<String> errors(String name, String document) {
    try {
      Map<?, ?> schema =
          (Map<?, ?>) JsonReader.read(Files.readString(FOLDER.resolve(name + ".json")));
      SchemaCheck check = new SchemaCheck(schema);
      check.check(schema, JsonReader.read(document), name);
      return check.errors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(Map<?, ?> schema, @Nullable Object value, String where) {
    for (Object keyword : schema.keySet()) {
      if (!KNOWN.contains(keyword)) {
        errors.add(where + ": the keyword " + keyword + " is not known here");
      }
    }
    if (schema.get("$ref") instanceof String reference) {
      String definition = reference.substring("#/$defs/".length());
      check((Map<?, ?>) ((Map<?, ?>) root.get("$defs")).get(definition), value, where);
      return;
    }
    Object type = schema.get("type");
    List<?> types =
        type instanceof List<?> several ? several : type == null ? List.of() : List.of(type);
    if (!types.isEmpty() && types.stream().noneMatch(t -> is(t, value))) {
      errors.add(where + ": no " + types);
      return;
    }
    if (schema.get("enum") instanceof List<?> choices && !choices.contains(value)) {
      errors.add(where + ": none of " + choices);
    }
    switch (value) {
      case Map<?, ?> members -> members(schema, members, where);
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          check((Map<?, ?>) schema.get("items"), items.get(i), where + "[" + i + "]");
        }
      }
      case String text -> text(schema, text, where);
      case BigDecimal number -> {
        if (schema.get("minimum") instanceof BigDecimal least && number.compareTo(least) < 0
            || schema.get("maximum") instanceof BigDecimal most && number.compareTo(most) > 0) {
          errors.add(where + ": out of range");
        }
      }
      case null, default -> {
        // nothing more is said of booleans and nulls
      }
    }
  }

  private void members(Map<?, ?> schema, Map<?, ?> members, String where) {
    Map<?, ?> properties = (Map<?, ?>) schema.get("properties");
    for (Object name : (List<?>) schema.get("required")) {
      if (!members.containsKey(name)) {
        errors.add(where + ": " + name + " is missing");
      }
    }
    members.forEach((name, member) -> {
      if (properties.get(name) instanceof Map<?, ?> described) {
        check(described, member, where + "." + name);
      } else {
        errors.add(where + ": " + name + " is not written down");
      }
    });
  }

  private void text(Map<?, ?> schema, String text, String where) {
    if (schema.get("pattern") instanceof String pattern
        && !Pattern.compile(pattern).matcher(text).find()) {
      errors.add(where + ": not of the pattern " + pattern);
    }
    try {
      switch (String.valueOf(schema.get("format"))) {
        case "date-time" -> Instant.parse(text);
        case "uuid" -> UUID.fromString(text);
        default -> {
          // any text
        }
      }
    } catch (RuntimeException e) {
      errors.add(where + ": not of the format " + schema.get("format"));
    }
  }

  private static boolean is(Object type, @Nullable Object value) {
    return switch ((String) type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof BigDecimal number && number.scale() <= 0;
      case "null" -> value == null;
      default -> false;
    };
  }
}
