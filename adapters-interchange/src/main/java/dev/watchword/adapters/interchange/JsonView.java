package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file's JSON, read once by a streaming parser into bounded values (SECURITY IM-10): depth,
/// number length and the number of values are limited, a member that stands twice is refused, NaN
/// too.
///
/// A text that breaks off keeps what came before, so that a damaged backup is still recognised.
final class JsonView {

  private static final int MAX_NUMBER_LENGTH = 30;
  private static final ImportLimits LIMITS = ImportLimits.STANDARD;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(LIMITS.depth())
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(LIMITS.inflatedBytes())
                  .maxNameLength(LIMITS.inflatedBytes())
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private enum Problem {
    NONE,
    NOT_JSON,
    BROKEN,
    DOUBLE_MEMBER,
    OVER_LIMIT
  }

  private JsonValue root = JsonValue.MISSING;
  private Problem problem = Problem.NONE;
  private long line;
  private String source = "";
  private final Deque<Open> stack = new ArrayDeque<>();
  private int nodes;

  /// An object or array that is being filled.
  private static final class Open {
    final List<JsonValue> items = new ArrayList<>();
    final Map<String, JsonValue> members = new LinkedHashMap<>();
    final JsonValue value;
    @Nullable String name;

    Open(boolean object) {
      value = object ? JsonValue.ofObject(members) : JsonValue.ofArray(items);
    }
  }

  private JsonView() {}

  static JsonView of(BackupFile file) {
    return file.view(JsonView.class, f -> of(f.bytes()));
  }

  static JsonView of(byte[] bytes) {
    JsonView view = new JsonView();
    if (looksLikeJson(bytes)) {
      view.parse(bytes);
      if (view.isBroken()) {
        view.source = new String(bytes, StandardCharsets.UTF_8);
      }
    } else {
      view.problem = Problem.NOT_JSON;
    }
    return view;
  }

  /// A text inside of another file, as a value; [JsonValue#MISSING] when it is not whole JSON.
  static JsonValue inner(String text) {
    JsonView view = of(text.getBytes(StandardCharsets.UTF_8));
    return view.problem == Problem.NONE ? view.root : JsonValue.MISSING;
  }

  /// What was read, maybe only the beginning: to recognise a file by.
  JsonValue root() {
    return root;
  }

  /// Whether the value is an object with all of these members; in a broken text, whether it seems
  /// to be one.
  boolean hasMembers(String... names) {
    for (String name : names) {
      boolean seems = isBroken() && source.contains('"' + name + '"');
      if (!root.has(name) && !seems) {
        return false;
      }
    }
    return true;
  }

  private boolean isBroken() {
    return problem != Problem.NONE && problem != Problem.NOT_JSON;
  }

  /// The whole value.
  ///
  /// @throws BackupFileException when the text is broken, over a limit, or no JSON
  JsonValue require(BackupFormat format) throws BackupFileException {
    return switch (problem) {
      case NONE -> root;
      case NOT_JSON -> throw Refusal.notThisFormat(format);
      case BROKEN -> throw Refusal.damaged(format, "its JSON breaks at line " + line);
      case DOUBLE_MEMBER ->
          throw Refusal.damaged(format, "a JSON member stands twice, at line " + line);
      case OVER_LIMIT ->
          throw Refusal.unsupported(
              format,
              "its JSON is over a limit (%d levels, %d digits, %d values) at line %d"
                  .formatted(LIMITS.depth(), MAX_NUMBER_LENGTH, LIMITS.nodes(), line));
    };
  }

  private static boolean looksLikeJson(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      int b = bytes[i] & 0xff;
      if (b == '{' || b == '[') {
        return true;
      }
      boolean skipped =
          b == ' ' || b == '\t' || b == '\r' || b == '\n' || (i < 3 && (b >= 0xbb || b == 0));
      if (!skipped) {
        return false;
      }
    }
    return false;
  }

  private void parse(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      try {
        JsonToken token;
        while (problem == Problem.NONE && (token = parser.nextToken()) != null) {
          take(token, parser);
        }
        if (problem == Problem.NONE && (!stack.isEmpty() || root == JsonValue.MISSING)) {
          problem = Problem.BROKEN;
        }
      } catch (StreamConstraintsException e) {
        problem = Problem.OVER_LIMIT;
      } catch (IOException e) {
        problem = Problem.BROKEN;
      }
      line = parser.currentLocation().getLineNr();
    } catch (IOException e) {
      problem = Problem.BROKEN;
    }
  }

  private void take(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        Open open = new Open(token == JsonToken.START_OBJECT);
        put(open.value);
        stack.push(open);
      }
      case END_OBJECT, END_ARRAY -> stack.pop();
      case FIELD_NAME -> {
        Open open = stack.element();
        open.name = parser.currentName();
        if (open.members.containsKey(open.name)) {
          problem = Problem.DOUBLE_MEMBER;
        }
      }
      case VALUE_STRING -> put(JsonValue.ofText(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(JsonValue.ofNumber(parser.getText()));
      case VALUE_TRUE -> put(JsonValue.TRUE);
      case VALUE_FALSE -> put(JsonValue.FALSE);
      case VALUE_NULL -> put(JsonValue.NULL);
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> problem = Problem.BROKEN;
    }
  }

  private void put(JsonValue value) {
    if (++nodes > LIMITS.nodes()) {
      problem = Problem.OVER_LIMIT;
      return;
    }
    Open open = stack.peek();
    if (open == null) {
      if (root != JsonValue.MISSING) {
        problem = Problem.BROKEN; // something after the end
        return;
      }
      root = value;
    } else if (open.name != null) {
      open.members.put(open.name, value);
    } else {
      open.items.add(value);
    }
  }
}
