package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/formats.md` lists exactly the formats that are registered.
class FormatsPaperTest {

  private static final Path PAPER = Path.of("../docs/formats.md");
  private static final String BEGIN = "<!-- formats: begin -->\n";
  private static final String END = "<!-- formats: end -->";

  @Test
  void thePaperListsTheRegistry() throws IOException {
    String paper = Files.readString(PAPER);
    int from = paper.indexOf(BEGIN) + BEGIN.length();
    assertThat(paper.substring(from, paper.indexOf(END))).isEqualTo(table());
  }

  static String table() {
    return "| id | format | what is read | written |\n| --- | --- | --- | --- |\n"
        + Fixtures.FORMATS.stream()
            .sorted(Comparator.comparing(BackupFormat::id))
            .map(format ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        format.id(),
                        format.displayName(),
                        format.variants(),
                        format.writer().map(FormatsPaperTest::written).orElse("")))
            .collect(Collectors.joining());
  }

  private static String written(BackupWriter writer) {
    return switch (writer.protection()) {
      case NONE -> "plain";
      case OPTIONAL -> "encrypted, plain";
      case ALWAYS -> "encrypted";
    };
  }
}
