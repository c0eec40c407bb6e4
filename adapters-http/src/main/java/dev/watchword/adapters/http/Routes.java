package dev.watchword.adapters.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every operation of the server: the list that is dispatched by, and that tests hold against the
/// contract. Immutable.
final class Routes {

  private final List<Route> all;
  private final Map<String, List<Route>> byPath;
  private final List<Route> byTemplate;

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

  private Routes(List<Route> all) {
    this.all = all;
    this.byTemplate = all.stream().filter(route -> route.template().contains("{")).toList();
    this.byPath =
        all.stream()
            .filter(route -> !route.template().contains("{"))
            .collect(Collectors.groupingBy(Route::template));
  }

  static Routes of(Stream<Route> routes) {
    return new Routes(routes.toList());
  }

  /// In no particular order.
  List<Route> all() {
    return all;
  }

  /// HEAD finds what GET does. A path without a variable part is found at once, however many there
  /// are.
  Match match(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    Set<String> allowed = new TreeSet<>();
    for (Route route : byPath.getOrDefault(path, List.of())) {
      if (route.method().equals(asked)) {
        return new Match.Found(route, Map.of());
      }
      allow(route, allowed);
    }
    for (Route route : byTemplate) {
      Optional<Map<String, String>> parameters = route.match(path);
      if (parameters.isPresent()) {
        if (route.method().equals(asked)) {
          return new Match.Found(route, parameters.get());
        }
        allow(route, allowed);
      }
    }
    return allowed.isEmpty() ? new Match.NoSuchPath() : new Match.WrongMethod(allowed);
  }

  private static void allow(Route route, Set<String> allowed) {
    allowed.add(route.method());
    if (route.method().equals("GET")) {
      allowed.add("HEAD");
    }
  }
}
