package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LO-07: what killed processes left goes, and nothing else.
class UnfinishedTest {

  @TempDir Path folder;

  private Path made(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "half");
  }

  /// The name that this process would make, for another.
  private static String named(String own, long process, String end) {
    return own.replaceFirst("-[0-9]+-[0-9]+\\.part$", "-" + process + "-1." + end);
  }

  private static int counted(String own) {
    return Integer.parseInt(own.replaceAll(".*-([0-9]+)\\.part$", "$1"));
  }

  @Test
  void goesOnceItsProcessIsGone() throws Exception {
    Path file = folder.resolve("a.backup");
    String own = Unfinished.beside(file, "part").getFileName().toString();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      Path mine = made(own);
      Path left = made(own.replaceFirst("-([0-9]+)\\.part$", "-" + (counted(own) + 1) + ".part"));
      made(named(own, dead.pid(), "part"));
      made(named(own, dead.pid(), "copy"));
      made(named(own, dead.pid(), "copy-wal"));
      Path working = made(named(own, living.pid(), "part"));
      Path other = made("notes-" + dead.pid() + ".part");
      Path another = made(".hidden-1-" + dead.pid() + "-1.part");

      assertThat(Unfinished.beside(file, "part"))
          .as("a name of its own, which an earlier process of this number had")
          .isEqualTo(left)
          .doesNotExist();

      assertThat(mine).exists();
      assertThat(folder).isDirectoryContaining(each -> each.equals(working));
      assertThat(folder).isDirectoryContaining(each -> each.equals(other));
      assertThat(folder).isDirectoryContaining(each -> each.equals(another));
      assertThat(folder.toFile().list()).hasSize(4);
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void waitsADayForAProcessOfAnotherNamespace() throws Exception {
    Path fresh = made(".watchword-1-7-1.part");
    Path old = made(".watchword-1-7-2.part");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Unfinished.beside(folder.resolve("c.backup"), "part");
    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }
}
