package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationsTest {

  static Stream<Migrations> ours() {
    return Stream.of(Migrations.SQLITE, Migrations.POSTGRESQL);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void listsTheNumberOfEveryScript(Migrations migrations) throws Exception {
    assertThat(scripts(migrations))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).matches("V[1-9][0-9]*__[a-z_]+\\.sql"))
        .extracting(name -> name.substring(1, name.indexOf('_')))
        .containsExactlyInAnyOrderElementsOf(migrations.versions());
  }

  private static List<String> scripts(Migrations migrations)
      throws IOException, URISyntaxException {
    List<String> names = new ArrayList<>();
    for (String folder : migrations.folders()) {
      URL url = Objects.requireNonNull(Migrations.class.getClassLoader().getResource(folder));
      try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
        files.map(file -> file.getFileName().toString()).forEach(names::add);
      }
    }
    return names;
  }
}
