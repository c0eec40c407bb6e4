package dev.watchword.adapters.storage;

import static dev.watchword.core.audit.CheckpointSinkContract.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.audit.CheckpointSinkContract;
import dev.watchword.core.vault.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointsTest implements CheckpointSinkContract {

  @TempDir Path folder;

  /// Made anew at each call, as by each start of a server.
  @Override
  public CheckpointSink sink() {
    return checkpoints();
  }

  private Path made() {
    return folder.resolve("made");
  }

  private Path file() {
    return made().resolve("checkpoints");
  }

  private Path noted() {
    return made().resolve("noted");
  }

  private FileCheckpoints checkpoints() {
    return new FileCheckpoints(file(), noted());
  }

  @Test
  void keepsCheckpointsInTheirOrderForTheirOwnerAlone() throws Exception { // AU-05, FI-01
    checkpoints().write(at(5));
    checkpoints().write(at(9));
    checkpoints().note(at(10));

    assertThat(checkpoints().all()).containsExactly(at(5), at(9));
    for (Path each : List.of(file(), noted())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .as("%s", each)
          .isEqualTo("rw-------");
    }
    try (Stream<Path> all = Files.list(made())) {
      assertThat(all).as("nothing half done beside them").hasSize(2);
    }
  }

  @Test
  void passesOverALineThatWasCutOff() throws Exception {
    checkpoints().write(at(5));
    String whole = Files.readString(file());
    Files.writeString(file(), whole + whole.substring(0, 60));
    Files.writeString(noted(), whole.substring(0, 60));

    assertThat(checkpoints().last()).contains(at(5));
    assertThat(checkpoints().newest()).contains(at(5));
    checkpoints().write(at(7));
    assertThat(checkpoints().all()).containsExactly(at(5), at(7));
  }

  @Test
  void goesOnWhereANoteWasNotFinished() throws Exception {
    Files.createDirectory(made());
    Files.writeString(made().resolve("noted.part"), "x".repeat(1000));
    checkpoints().note(at(5));

    assertThat(checkpoints().newest()).contains(at(5));
  }

  @Test
  void saysWhichFileCannotBeWritten() throws Exception {
    Files.createDirectories(made().resolve("noted.part"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> checkpoints().note(at(5)))
        .withMessageContaining("noted can't be written to");
  }

  @Test
  void setsAsideWhatIsThere() { // CR-13
    checkpoints().note(at(5));
    StorageModule.setAside(file(), noted());
    assertThat(checkpoints().newest()).isEmpty();
    assertThat(made().resolve("noted.replaced-1")).exists();

    checkpoints().write(at(1));
    checkpoints().note(at(2));
    StorageModule.setAside(file(), noted());
    assertThat(checkpoints().newest()).isEmpty();
    assertThat(made().resolve("checkpoints.replaced-1")).exists();
    assertThat(made().resolve("noted.replaced-2")).exists();
  }
}
