package dev.watchword.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every [CheckpointSink] does (SECURITY AU-05, CR-13).
public interface CheckpointSinkContract {

  /// The same one, which holds nothing at first, at each call.
  CheckpointSink sink();

  /// A checkpoint of that place.
  static AuditCheckpoint at(long seq) {
    return new AuditCheckpoint(
        seq,
        AuditMac.ZERO,
        Instant.parse("2026-11-24T10:00:00.123Z"),
        "node-1",
        AuditMac.ofHex("ab".repeat(32)));
  }

  @Test
  default void holdsNothingAtFirst() {
    assertThat(sink().last()).isEmpty();
    assertThat(sink().newest()).isEmpty();
  }

  @Test
  default void givesTheLastOneThatWasWritten() {
    sink().write(at(5));
    sink().write(at(9));

    assertThat(sink().last()).contains(at(9));
    assertThat(sink().newest()).contains(at(9));
  }

  @Test
  default void notesTheNewestBesideWhatIsWritten() {
    sink().write(at(5));
    sink().note(at(6));
    sink().note(at(8));

    assertThat(sink().last()).contains(at(5));
    assertThat(sink().newest()).contains(at(8));
    sink().write(at(9));
    assertThat(sink().newest()).contains(at(9));
    assertThat(sink().last()).contains(at(9));
  }

  @Test
  default void notesWhereNothingIsWritten() {
    sink().note(at(3));

    assertThat(sink().last()).isEmpty();
    assertThat(sink().newest()).contains(at(3));
  }
}
