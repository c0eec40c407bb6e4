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
/// decides the code may stand only once: of two values, one would be wrong.
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
      String value =
          equals < 0
              ? ""
              : PercentDecoder.decode(
                  DECIDING.contains(name) || KNOWN_ELSEWHERE.contains(name) ? name : "uri",
                  part.substring(equals + 1),
                  true);
      List<String> all = values.computeIfAbsent(name, n -> new ArrayList<>());
      if (!all.isEmpty() && DECIDING.contains(name) && !all.contains(value)) {
        throw new KeyUriSyntaxException(name, "given twice with different values");
      }
      all.add(value);
    }
    return new Query(values);
  }

  /// A parameter's first value; empty when it is missing, blank or `null`.
  Optional<String> optional(String name) {
    List<String> all = values.get(name);
    if (all == null) {
      return Optional.empty();
    }
    String first = all.getFirst();
    return first.isBlank() || first.equals("null") ? Optional.empty() : Optional.of(first);
  }

  String required(String name) throws KeyUriSyntaxException {
    return optional(name).orElseThrow(() -> new KeyUriSyntaxException(name, "missing"));
  }

  /// Whether a parameter stands there at all, with or without a value.
  boolean flag(String name) {
    return values.containsKey(name);
  }

  Map<String, List<String>> extras() {
    Map<String, List<String>> extras = new LinkedHashMap<>();
    values.forEach((name, all) -> {
      if (!DECIDING.contains(name) && !KNOWN_ELSEWHERE.contains(name)) {
        extras.put(name, List.copyOf(all));
      }
    });
    return extras;
  }
}
