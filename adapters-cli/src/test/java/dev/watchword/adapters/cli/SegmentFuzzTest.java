package dev.watchword.adapters.cli;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.core.audit.ArchiveAudit;
import dev.watchword.core.audit.AuditReport.Broken;
import dev.watchword.core.audit.AuditReport.Intact;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// A fuzz target for archived segments of the audit log (SECURITY AS-01, AU-03): a file that is not
/// the very one that was written is refused in a sentence, and nothing else happens.
///
/// In a plain run it takes its seeds alone; to fuzz it, see [AgentFuzzTest].
@Tag("fuzz")
class SegmentFuzzTest {

  private static final String SECONDS = "30s";
  private static final Node NODE = new Node(new InMemoryVerifierStore(), FixedRandom.seeded(31));
  private static final Path FILE = file();
  private static final byte[] WRITTEN = written();

  private static Path file() {
    try {
      Path folder = Files.createTempDirectory("watchword-segment");
      Path file = folder.resolve("segment");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                try {
                  Files.deleteIfExists(file);
                  Files.deleteIfExists(folder);
                } catch (IOException left) {
                  // in a folder for temporary files
                }
              }));
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] written() {
    NODE.enrol(subscriber("ann"));
    NODE.link.link();
    ArchiveAudit archive =
        new ArchiveAudit(NODE.store.auditLog(), NODE.auditKeys, NODE.trail, NODE.rows.logged());
    assertThat(
            archive.archive(
                NODE.store.now().plus(Duration.ofDays(1)),
                List.of(),
                new SegmentOnDisk(FILE),
                Node.BY,
                NODE.store.now()))
        .isInstanceOf(ArchiveAudit.Outcome.Archived.class);
    try {
      return Files.readAllBytes(FILE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<byte[]> segments() {
    return Stream.of(
        WRITTEN,
        Arrays.copyOf(WRITTEN, WRITTEN.length / 2),
        new byte[] {(byte) 0xff, 10},
        new byte[0]);
  }

  @MethodSource("segments")
  @FuzzTest(maxDuration = SECONDS)
  void segment(byte[] data) throws IOException {
    Files.write(FILE, data);
    try {
      var report = NODE.verifyAudit.verify(List.of(), List.of(new SegmentOnDisk(FILE)));
      boolean whole = Arrays.equals(data, WRITTEN) || isWithoutItsLastBreak(data);
      assertThat(report).isInstanceOf(whole ? Intact.class : Broken.class);
    } catch (Failure noText) {
      assertThat(noText).hasMessageContaining("can't be read");
    }
  }

  private static boolean isWithoutItsLastBreak(byte[] data) {
    return Arrays.equals(data, Arrays.copyOf(WRITTEN, WRITTEN.length - 1));
  }
}
