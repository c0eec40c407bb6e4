package dev.watchword.app.assurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tests of the project as their sources tell them: which there are, and which requirement each
/// names.
///
/// An id counts for the method it stands in or directly above, else for the class. `OV-01..OV-03`
/// names all three.
final class TestSources {

  private static final Pattern METHOD =
      Pattern.compile(
          "^( +)(?:default |public |static |private )*(?:void|Stream<DynamicTest>) (\\w+)\\(");
  private static final Pattern ID =
      Pattern.compile("\\b([A-Z]{2})-(\\d{2})(?:(?:\\.\\.| to )(?:[A-Z]{2}-)?(\\d{2}))?\\b");

  private final Map<String, Set<String>> methods = new HashMap<>();
  private final Map<String, Set<String>> named = new TreeMap<>();

  private TestSources() {}

  /// Scans `*/src/test/java` of the project at `root`, but not what makes the map.
  static TestSources scan(Path root) throws IOException {
    TestSources sources = new TestSources();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path tests :
          modules
              .map(module -> module.resolve("src/test/java"))
              .filter(Files::isDirectory)
              .toList()) {
        sources.scanModule(tests);
      }
    }
    return sources;
  }

  private void scanModule(Path tests) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(TestSources::counts).sorted().toList()) {
        scanFile(file.getFileName().toString().replace(".java", ""), Files.readAllLines(file));
      }
    }
  }

  private static boolean counts(Path file) {
    return file.toString().endsWith(".java")
        && (!file.getParent().endsWith("assurance") || file.toString().endsWith("Test.java"));
  }

  private void scanFile(String type, List<String> lines) {
    Set<String> known = methods.computeIfAbsent(type, any -> new TreeSet<>());
    lines.stream()
        .map(METHOD::matcher)
        .filter(Matcher::find)
        .forEach(found -> known.add(found.group(2)));
    for (int i = 0; i < lines.size(); i++) {
      Matcher id = ID.matcher(lines.get(i));
      while (id.find()) {
        String place = place(type, lines, i);
        int first = Integer.parseInt(id.group(2));
        int last = id.group(3) == null ? first : Integer.parseInt(id.group(3));
        for (int number = first; number <= last; number++) {
          String name = "%s-%02d".formatted(id.group(1), number);
          named.computeIfAbsent(name, any -> new TreeSet<>()).add(place);
        }
      }
    }
  }

  /// The method declared on the line, or soon below at the line's own depth, or else the one it
  /// stands in.
  private static String place(String type, List<String> lines, int at) {
    int depth = depth(lines.get(at));
    for (int i = at; depth > 0 && i < Math.min(at + 15, lines.size()); i++) {
      Matcher method = METHOD.matcher(lines.get(i));
      if (method.find() && depth(lines.get(i)) == depth) {
        return type + "." + method.group(2);
      }
      if (!lines.get(i).isBlank()
          && (depth(lines.get(i)) < depth || lines.get(i).strip().equals("}"))) {
        break;
      }
    }
    for (int i = at; depth > 0 && i >= 0; i--) {
      Matcher method = METHOD.matcher(lines.get(i));
      if (method.find() && depth(lines.get(i)) < depth) {
        return type + "." + method.group(2);
      }
    }
    return type;
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  /// The tests that name the requirement, sorted.
  Set<String> naming(String id) {
    return named.getOrDefault(id, Set.of());
  }

  /// Whether there is such a class, or such a method in it.
  boolean has(String test) {
    int dot = test.indexOf('.');
    return dot < 0
        ? methods.containsKey(test)
        : methods.getOrDefault(test.substring(0, dot), Set.of()).contains(test.substring(dot + 1));
  }
}
