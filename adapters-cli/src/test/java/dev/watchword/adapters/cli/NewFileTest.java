package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void writesTheWholeFileForItsOwnerAloneAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("out");

    NewFile.write(file, new byte[] {1, 2, 3}); // FI-01

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void leavesAFileOfThatNameAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "before");

    assertThatThrownBy(() -> NewFile.write(file, new byte[1]))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("already");

    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void leavesNothingWhereItCannotBeWritten() throws IOException {
    Path missing = folder.resolve("no-such-folder/out");

    assertThatThrownBy(() -> NewFile.write(missing, new byte[1]))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("can't be written");
    assertThat(names()).isEmpty();
  }
}
