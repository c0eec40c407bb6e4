package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.audit.SegmentFile;
import dev.watchword.core.audit.SegmentFileContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentOnDiskTest implements SegmentFileContract {

  @TempDir private Path folder;
  private int made;

  @Override
  public SegmentFile segment() {
    made++;
    return new SegmentOnDisk(folder.resolve("segment-" + made));
  }

  @AfterEach
  void leavesNothingElse() throws IOException { // LO-07
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(file -> file.getFileName().toString().startsWith("segment-"));
    }
  }

  @Test
  void isForNobodyElse() throws IOException { // FI-01
    Path file = folder.resolve("segment-own");
    new SegmentOnDisk(file).write(lines -> lines.accept("first"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void saysInASentenceThatAFileIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("segment-bytes"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> new SegmentOnDisk(file).read(line -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("can't be read");
  }
}
