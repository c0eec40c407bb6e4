package dev.watchword.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a key lies in a PKCS#11 token: a URI of RFC 7512, of whose attributes these are known:
/// `object` and `slot-id` (section 2.3), `module-path` and `pin-source` (section 2.4), and `type`,
/// which must be `secret-key`.
///
/// @param object the key's label, 1 to 64 printable ASCII characters
/// @param slotId the slot that the token is in; empty for the first one
/// @param module the library that speaks to the token, absolute
/// @param pinFile the file that holds the PIN, absolute; empty where it is asked for
public record RootKeyUri(String object, OptionalLong slotId, Path module, Optional<Path> pinFile) {

  private static final String SCHEME = "pkcs11:";
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_OBJECT = 64;

  /// Whether a text is meant to be such a URI.
  public static boolean isOne(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// Reads one.
  ///
  /// @param text anything
  /// @throws IllegalArgumentException when it is none that can be used; the message is a sentence
  ///   that repeats nothing of it but the names of attributes
  public static RootKeyUri parse(String text) {
    if (!isOne(text) || text.length() > MAX_LENGTH) {
      throw bad("A key in a token is named by pkcs11:object=NAME?module-path=/LIBRARY.so.");
    }
    String rest = text.substring(SCHEME.length());
    int mark = rest.indexOf('?');
    Map<String, String> path = attributes(mark < 0 ? rest : rest.substring(0, mark), ";");
    Map<String, String> query = attributes(mark < 0 ? "" : rest.substring(mark + 1), "&");
    if (query.containsKey("pin-value")) {
      throw bad("A PIN in the URI could be read by others; name its file by pin-source.");
    }
    known(path, List.of("object", "slot-id", "type"));
    known(query, List.of("module-path", "pin-source"));
    if (!path.getOrDefault("type", "secret-key").equals("secret-key")) {
      throw bad("The key in the token must be of type=secret-key.");
    }
    return new RootKeyUri(
        object(path.get("object")),
        slotId(path.get("slot-id")),
        file("module-path", query.get("module-path")),
        Optional.ofNullable(query.get("pin-source"))
            .map(source -> source.startsWith("file:") ? source.substring(5) : source)
            .map(source -> source.startsWith("///") ? source.substring(2) : source)
            .map(source -> file("pin-source", source)));
  }

  private static Map<String, String> attributes(String text, String separator) {
    Map<String, String> found = new HashMap<>();
    List<String> parts = new ArrayList<>(List.of(text.split(separator, -1)));
    parts.removeIf(String::isEmpty);
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw bad("Each attribute of a pkcs11 URI has a name, an equals sign and a value.");
      }
      String name = part.substring(0, equals);
      if (found.put(name, decoded(part.substring(equals + 1))) != null) {
        throw bad("An attribute of the pkcs11 URI is there twice.");
      }
    }
    return found;
  }

  private static void known(Map<String, String> given, List<String> names) {
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw bad(
            List.of("token", "serial", "manufacturer", "model").contains(name)
                ? "The attribute " + name + " is not looked at; say which token by slot-id."
                : "The pkcs11 URI may have object, slot-id and type, and after a question mark"
                    + " module-path and pin-source.");
      }
    }
  }

  /// RFC 3986 section 2.1, of UTF-8.
  private static String decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 4);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw bad("A percent sign in the pkcs11 URI is not followed by two hexadecimal digits.");
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The pkcs11 URI is not UTF-8.", e);
    }
  }

  private static String object(@Nullable String text) {
    if (text == null
        || text.isEmpty()
        || text.length() > MAX_OBJECT
        || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw bad("The pkcs11 URI must name the key by object, in 1 to 64 ASCII characters.");
    }
    return text;
  }

  private static OptionalLong slotId(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,10}")) {
      throw bad("The slot-id of a pkcs11 URI is a number.");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static Path file(String attribute, @Nullable String text) {
    try {
      if (text != null && Path.of(text).isAbsolute()) {
        return Path.of(text).normalize();
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw bad("The pkcs11 URI must have a " + attribute + " that is an absolute file name.");
  }

  private static IllegalArgumentException bad(String sentence) {
    return new IllegalArgumentException(sentence);
  }
}
