package dev.watchword.adapters.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds Key URIs in a text: one in a line of its own, blanks and all, or several within a line up
/// to the next blank or quote.
final class UriText {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_LINE = 8 * 1024;
  private static final Pattern URI =
      Pattern.compile("(?i)\\b(?:otpauth|otpauth-migration|motp|steam)://[^\\s\"'<>]+");
  private static final Pattern URI_LINE =
      Pattern.compile("(?i)^(?:otpauth|otpauth-migration|motp|steam)://.*");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:\\S");

  private UriText() {}

  /// Whether a word of the command line is a URI, which belongs on standard input.
  static boolean isUri(String word) {
    return URI_LINE.matcher(word.strip()).matches();
  }

  /// @return nothing when the bytes are no text, or a text that says nothing of codes
  static List<Payload> payloads(byte[] bytes) {
    Optional<String> text = text(bytes);
    if (text.isEmpty()) {
      return List.of();
    }
    List<Payload> found = new ArrayList<>();
    for (String line : text.get().lines().map(String::strip).toList()) {
      if (URI_LINE.matcher(line).matches()) {
        found.add(Payload.of(line));
      } else {
        Matcher uris = URI.matcher(line);
        while (uris.find()) {
          found.add(Payload.of(uris.group()));
        }
      }
    }
    String whole = text.get().strip();
    if (found.isEmpty() && isOneLine(whole)) {
      // a web address, a Wi-Fi code: the Key URI reader says which
      found.add(Payload.of(whole));
    }
    return found;
  }

  private static boolean isOneLine(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LINE
        && text.indexOf('\n') < 0
        && SCHEME.matcher(text).lookingAt();
  }

  private static Optional<String> text(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
