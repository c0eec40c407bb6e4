package dev.watchword.adapters.http;

import io.helidon.common.uri.UriEncoding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of the server: what the contract calls an operation, with who may call it.
///
/// @param method in capitals
/// @param template the path as the contract has it: `/api/v1/entries/{id}`
/// @param access who may call it
/// @param endpoint what answers
record Route(String method, String template, Access access, Endpoint endpoint) {

  /// Answers one request.
  @FunctionalInterface
  interface Endpoint {
    Answer answer(Exchange exchange);
  }

  /// Holds a request's path against the template.
  ///
  /// @param path as it was sent; what stands in the place of a `{name}` is decoded on its own, so
  ///   that an encoded slash stays part of it
  /// @return what stands in the place of each `{name}`; empty when the path is another
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.startsWith("{")) {
        parameters.put(segment.substring(1, segment.length() - 1), decoded(given.get(i)));
      } else if (!segment.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static String decoded(String segment) {
    return UriEncoding.decodeUri(segment);
  }
}
