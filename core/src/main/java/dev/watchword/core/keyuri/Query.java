package dev.watchword.core.keyuri;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a Key URI: split at `&` before decoding, names in lower case.
///
/// Ente writes the word `null` where there is no value, so that word is none. A parameter that
/// decides the code may have only one value: of two, one would be wrong. Of others the first
/// counts, and one whose percent-encoding is broken is kept as it stands.
final class Query {

  private static final int MAX_PARAMETERS = 64;
  private static final Set<String> DECIDING =
      Set.of(
          "secret",
          "algorithm",
          "digits",
          "period",
          "counter",
          "encoder",
          "encoding",
          "pin",
          "key",
          "step",
          "size",
          "otphashmode",
          "type");
  private static final Set<String> KNOWN_ELSEWHERE = Set.of("issuer", "steam");

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  static Query parse(String text) throws KeyUriSyntaxException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String part : text.split("&")) {
      if (part.isEmpty()) {
        continue;
      }
      if (++count > MAX_PARAMETERS) {
        throw new KeyUriSyntaxException("uri", "more than 64 parameters");
      }
      int equals = part.indexOf('=');
      String rawName = equals < 0 ? part : part.substring(0, equals);
      String name = PercentDecoder.decode("uri", rawName, true).strip().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : value(name, part.substring(equals + 1));
      List<String> all = values.computeIfAbsent(name, n -> new ArrayList<>());
      if (isNothing(value) && !isExtra(name)) {
        continue;
      }
      if (!all.isEmpty() && DECIDING.contains(name) && !all.contains(value)) {
        throw new KeyUriSyntaxException(name, "given twice with different values");
      }
      all.add(value);
    }
    return new Query(values);
  }

  private static String value(String name, String raw) throws KeyUriSyntaxException {
    try {
      return PercentDecoder.decode(name, raw, true);
    } catch (KeyUriSyntaxException e) {
      if (isExtra(name)) {
        return raw;
      }
      throw e;
    }
  }

  private static boolean isNothing(String value) {
    return value.isBlank() || value.equals("null");
  }

  private static boolean isExtra(String name) {
    return !DECIDING.contains(name) && !KNOWN_ELSEWHERE.contains(name);
  }

  /// A parameter's first value; empty when it is missing, blank or `null`.
  Optional<String> optional(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(v -> !isNothing(v)).findFirst();
  }

  String required(String name) throws KeyUriSyntaxException {
    return optional(name).orElseThrow(() -> new KeyUriSyntaxException(name, "missing"));
  }

  /// Whether a parameter stands there at all, with or without a value.
  boolean has(String name) {
    return values.containsKey(name);
  }

  Map<String, List<String>> extras() {
    Map<String, List<String>> extras = new LinkedHashMap<>();
    values.forEach((name, all) -> {
      if (isExtra(name)) {
        extras.put(name, List.copyOf(all));
      }
    });
    return extras;
  }
}
