package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nothing ships that docs/dependencies.md does not name, with purpose and licence (SECURITY
/// AS-05).
class DependencyListIT {

  private static final Path JARS = Path.of("target", "watchword", "lib");
  private static final Path LIST = Path.of("..", "docs", "dependencies.md");
  private static final Pattern VERSION = Pattern.compile("-\\d.*\\.jar$");

  @Test
  void namesEveryJarThatShipsAndNoneThatDoesNot() throws IOException {
    List<String> shipped = shipped();
    List<String> named = named();

    assertThat(shipped).isNotEmpty();
    assertThat(named).containsExactlyInAnyOrderElementsOf(shipped);
  }

  private static List<String> shipped() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith("watchword-"))
          .map(name -> VERSION.matcher(name).replaceFirst(""))
          .map(name -> name.startsWith("helidon") ? "helidon" : name)
          .distinct()
          .toList();
    }
  }

  private static List<String> named() throws IOException {
    String table = Files.readString(LIST).split("## Tests and build", 2)[0];
    return table
        .lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
        .flatMap(jars -> Pattern.compile("`([^`]+)`").matcher(jars).results())
        .map(match -> match.group(1))
        .toList();
  }
}
