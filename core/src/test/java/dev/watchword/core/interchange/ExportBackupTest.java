package dev.watchword.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupWriter.Protection;
import dev.watchword.core.interchange.ExportBackup.Outcome;
import dev.watchword.core.interchange.ExportBackup.Reason;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// BK-03.
class ExportBackupTest {

  private static final List<NewEntry> TWO =
      List.of(entry(TotpParameters.STANDARD), entry(new SteamParameters()));

  private static NewEntry entry(OtpParameters parameters) {
    return new NewEntry(
        new Label("Shop", "ann"), new OtpKey(parameters, SharedSecret.ofBase32("MFRGGZDF")));
  }

  private record CountingFormat(Protection protection, boolean losing)
      implements BackupFormat, BackupWriter {

    @Override
    public String id() {
      return "counting";
    }

    @Override
    public String displayName() {
      return "Counting";
    }

    @Override
    public String variants() {
      return "";
    }

    @Override
    public Certainty recognise(BackupFile file) {
      return Certainty.NO;
    }

    @Override
    public BackupContents read(BackupFile file, ReadContext context) {
      BackupItem item = new BackupItem.Read(1, entry(TotpParameters.STANDARD));
      List<BackupItem> items = losing ? List.of() : List.of(item);
      return new BackupContents(items, List.of(), List.of());
    }

    @Override
    public Optional<BackupWriter> writer() {
      return Optional.of(this);
    }

    @Override
    public Capacity capacity() {
      return Capacity.of(Set.of("totp"), Capacity.Detail.NO_ISSUER);
    }

    @Override
    public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
      byte mark = (byte) (context.password().isPresent() ? 1 : 0);
      return WrittenBackup.of("x", "x/x", new byte[] {(byte) entries.size(), mark});
    }
  }

  private static final QrRenderer NO_QR =
      new QrRenderer() {
        @Override
        public byte[] png(String text, int pixelsPerModule) {
          throw new AssertionError("nothing is drawn");
        }

        @Override
        public String svg(String text) {
          throw new AssertionError("nothing is drawn");
        }

        @Override
        public String blocks(String text, boolean darkBackground) {
          throw new AssertionError("nothing is drawn");
        }
      };

  private static Outcome export(
      Protection protection, List<NewEntry> entries, boolean password, boolean plain) {
    Optional<BackupPassword> given =
        password ? Optional.of(BackupPassword.of(new char[] {'x'})) : Optional.empty();
    return exporter(protection).export("counting", entries, given, plain);
  }

  private static ExportBackup exporter(Protection protection) {
    return exporter(protection, false);
  }

  private static ExportBackup exporter(Protection protection, boolean losing) {
    List<BackupFormat> formats = List.of(new CountingFormat(protection, losing));
    return new ExportBackup(
        new ReadBackups(
            formats,
            (picture, limits) -> {
              throw new AssertionError("nothing is decoded");
            }),
        formats,
        new SecureRandom(),
        NO_QR,
        InstantSource.fixed(Instant.EPOCH));
  }

  private static Reason reason(Outcome outcome) {
    return ((Outcome.Refused) outcome).reason();
  }

  @Test
  void writesNoPlainFileUnlessItWasAskedFor() {
    assertThat(reason(export(Protection.NONE, TWO, false, false))).isEqualTo(Reason.PLAIN_ONLY);
    assertThat(reason(export(Protection.NONE, TWO, true, false))).isEqualTo(Reason.PLAIN_ONLY);
    assertThat(reason(export(Protection.OPTIONAL, TWO, false, false)))
        .isEqualTo(Reason.PASSWORD_NEEDED);
    assertThat(reason(export(Protection.ALWAYS, TWO, false, true)))
        .isEqualTo(Reason.PASSWORD_NEEDED);
    assertThat(export(Protection.NONE, TWO, false, true)).isInstanceOf(Outcome.Written.class);
    assertThat(export(Protection.OPTIONAL, TWO, false, true)).isInstanceOf(Outcome.Written.class);
    assertThat(export(Protection.OPTIONAL, TWO, true, false)).isInstanceOf(Outcome.Written.class);
  }

  @Test
  void writesWhatFitsAndSaysWhatDoesNot() {
    Outcome.Written written = (Outcome.Written) export(Protection.NONE, TWO, false, true);
    assertThat(written.backup().parts().getFirst().bytes()[0]).isEqualTo((byte) 1);
    assertThat(written.losses()).hasSize(1);
    assertThat(written.losses().getFirst().position()).isEqualTo(2);
    assertThat(exporter(Protection.NONE).losses("counting", TWO)).isEqualTo(written.losses());
  }

  @Test
  void handsOutNothingThatDoesNotReadBack() {
    Outcome outcome =
        exporter(Protection.NONE, true).export("counting", TWO, Optional.empty(), true);
    assertThat(reason(outcome)).isEqualTo(Reason.NOT_READ_BACK);
  }

  @Test
  void writesNoFileWithoutAnEntry() {
    assertThat(reason(export(Protection.NONE, TWO.subList(1, 2), false, true)))
        .isEqualTo(Reason.NOTHING_FITS);
  }

  @Test
  void knowsOnlyFormatsThatCanBeWritten() {
    assertThat(reason(exporter(Protection.NONE).export("else", TWO, Optional.empty(), true)))
        .isEqualTo(Reason.UNKNOWN_FORMAT);
    assertThat(exporter(Protection.NONE).writable()).hasSize(1);
  }
}
