package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The members of a flat JSON object: strings, whole numbers, booleans and lists of strings, none
/// but those that the endpoint names.
///
/// Strings are kept as characters and wiped by [#close], since one of them may be a secret.
final class JsonFields implements AutoCloseable {

  private final Map<String, Object> members;

  private JsonFields(Map<String, Object> members) {
    this.members = members;
  }

  /// @throws ProblemException when it is not such an object
  static JsonFields parse(byte[] body, Set<String> known) {
    Map<String, Object> members = new HashMap<>();
    JsonFields fields = new JsonFields(members);
    try (JsonParser json = Json.FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw Problem.badRequest("The body must be a JSON object.").asException();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!known.contains(name)) {
          throw Problem.badRequest(
                  "The body has a member that is not known here; known are "
                      + String.join(", ", known.stream().sorted().toList())
                      + ".")
              .asException();
        }
        json.nextToken();
        members.put(name, value(json, name));
      }
      if (json.nextToken() != null) {
        throw Problem.badRequest("The body has something after the JSON object.").asException();
      }
      return fields;
    } catch (JsonProcessingException e) {
      fields.close();
      throw Problem.badRequest("The body is not well-formed JSON within the limits.").asException();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProblemException e) {
      fields.close();
      throw e;
    }
  }

  private static Object value(JsonParser json, String name) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> characters(json);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> {
        try {
          yield json.getLongValue();
        } catch (JsonProcessingException tooLarge) {
          throw Problem.invalid(name, "too large a number").asException();
        }
      }
      case START_ARRAY -> {
        List<char[]> items = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
          items.add(characters(json));
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
          throw Problem.invalid(name, "a list of strings is wanted").asException();
        }
        yield items;
      }
      default ->
          throw Problem.invalid(
                  name, "a string, whole number, boolean or list of strings is wanted")
              .asException();
    };
  }

  private static char[] characters(JsonParser json) throws IOException {
    int from = json.getTextOffset();
    return Arrays.copyOfRange(json.getTextCharacters(), from, from + json.getTextLength());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /// The characters themselves, wiped by [#close].
  Optional<char[]> characters(String name) {
    return of(name, char[].class, "a string");
  }

  Optional<String> text(String name) {
    return characters(name).map(String::new);
  }

  OptionalLong number(String name) {
    Optional<Long> value = of(name, Long.class, "a whole number");
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  Optional<Boolean> flag(String name) {
    return of(name, Boolean.class, "true or false");
  }

  Optional<List<String>> texts(String name) {
    return of(name, List.class, "a list of strings")
        .map(items -> {
          List<String> texts = new ArrayList<>();
          for (Object item : items) {
            texts.add(new String((char[]) item));
          }
          return texts;
        });
  }

  private <T> Optional<T> of(String name, Class<T> type, String wanted) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw Problem.invalid(name, wanted + " is wanted").asException();
    }
    return Optional.of(type.cast(value));
  }

  @Override
  public void close() {
    for (Object value : members.values()) {
      if (value instanceof char[] characters) {
        Arrays.fill(characters, '\0');
      } else if (value instanceof List<?> items) {
        items.forEach(item -> Arrays.fill((char[]) item, '\0'));
      }
    }
  }

  @Override
  public String toString() {
    return "JsonFields[REDACTED]";
  }
}
