package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditMac;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointsTest {

  @TempDir Path folder;

  private static AuditCheckpoint checkpoint(long seq) {
    Instant at = Instant.parse("2026-11-24T10:00:00.123Z");
    return new AuditCheckpoint(seq, AuditMac.ZERO, at, "node-1", AuditMac.ofHex("ab".repeat(32)));
  }

  @Test
  void keepsCheckpointsInTheirOrder() throws Exception { // AU-05, FI-01
    Path file = folder.resolve("checkpoints");
    FileCheckpoints checkpoints = new FileCheckpoints(file);
    assertThat(checkpoints.last()).isEmpty();

    checkpoints.write(checkpoint(5));
    new FileCheckpoints(file).write(checkpoint(9));

    assertThat(new FileCheckpoints(file).all()).containsExactly(checkpoint(5), checkpoint(9));
    assertThat(checkpoints.last()).contains(checkpoint(9));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void passesOverALineThatWasCutOff() throws Exception {
    Path file = folder.resolve("checkpoints");
    FileCheckpoints checkpoints = new FileCheckpoints(file);
    checkpoints.write(checkpoint(5));
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 60));

    assertThat(checkpoints.last()).contains(checkpoint(5));
    checkpoints.write(checkpoint(7));
    assertThat(checkpoints.all()).containsExactly(checkpoint(5), checkpoint(7));
  }
}
