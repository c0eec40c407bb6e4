package dev.watchword.adapters.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every operation of the server: the list that is dispatched by, and that tests hold against the
/// contract. Immutable.
///
/// @param all in no particular order
record Routes(List<Route> all) {

  /// What a method and a path lead to.
  sealed interface Match {

    /// A route.
    ///
    /// @param parameters what stands in the path for each `{name}`
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /// The path is one of ours, the method is none of its.
    record WrongMethod(Set<String> allowed) implements Match {}

    /// The path is none of ours.
    record NoSuchPath() implements Match {}
  }

  Routes {
    all = List.copyOf(all);
  }

  static Routes of(Stream<Route> routes) {
    return new Routes(routes.toList());
  }

  /// HEAD finds what GET does.
  Match match(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    Set<String> allowed = new TreeSet<>();
    for (Route route : all) {
      Optional<Map<String, String>> parameters = route.match(path);
      if (parameters.isPresent()) {
        if (route.method().equals(asked)) {
          return new Match.Found(route, parameters.get());
        }
        allowed.add(route.method());
        if (route.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    return allowed.isEmpty() ? new Match.NoSuchPath() : new Match.WrongMethod(allowed);
  }
}
