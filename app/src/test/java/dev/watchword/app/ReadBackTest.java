package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports with the real readers and the real decoder of pictures, which is how an export makes
/// sure of what it wrote.
class ReadBackTest {

  private static final Injector INJECTOR = Guice.createInjector(Programs.transferModules());
  private static final List<BackupFormat> FORMATS =
      INJECTOR.getInstance(Key.get(new TypeLiteral<List<BackupFormat>>() {}));
  private static final ReadBackups READER =
      new ReadBackups(FORMATS, INJECTOR.getInstance(ImageDecoder.class));
  private static final ExportBackup EXPORTER =
      new ExportBackup(
          READER,
          FORMATS,
          new SecureRandom(),
          INJECTOR.getInstance(QrRenderer.class),
          InstantSource.system());

  @TempDir private Path folder;

  private static List<NewEntry> entries(int count) {
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new NewEntry(
              new Label("Issuer " + i, "someone.with.a.long.name." + i + "@example.org"),
              new OtpKey(
                  i % 7 == 0
                      ? new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, i)
                      : TotpParameters.STANDARD,
                  SharedSecret.random(new SecureRandom(), 20))));
    }
    return entries;
  }

  private static WrittenBackup written(String format, List<NewEntry> entries, boolean plain) {
    Optional<BackupPassword> password =
        plain ? Optional.empty() : Optional.of(BackupPassword.of("p w".toCharArray()));
    ExportBackup.Outcome outcome = EXPORTER.export(format, entries, password, plain);
    assertThat(outcome)
        .as(format + ": " + outcome)
        .isInstanceOf(ExportBackup.Outcome.Written.class);
    return ((ExportBackup.Outcome.Written) outcome).backup();
  }

  @Test
  void everyFormatThatIsWrittenIsReadBackBeforeItIsHandedOut() {
    List<NewEntry> entries = entries(15);
    for (BackupFormat format : EXPORTER.writable()) {
      switch (format.writer().orElseThrow().protection()) {
        case ALWAYS -> written(format.id(), entries, false).close();
        case OPTIONAL -> {
          written(format.id(), entries, false).close();
          written(format.id(), entries, true).close();
        }
        case NONE -> written(format.id(), entries, true).close();
      }
    }
  }

  /// Its pages are read as pictures; more accounts than one document can be read back with go into
  /// several.
  @Test
  void aPdfSheetIsReadBackByItsPixels() {
    try (WrittenBackup sheets = written("pdf", entries(70), true)) {
      assertThat(sheets.parts()).hasSize(2);
      BackupFile file = new BackupFile("x.pdf", sheets.parts().getLast().bytes().clone());
      List<FileReading> readings =
          READER.read(
              List.of(file),
              Optional.empty(),
              ImportLimits.STANDARD,
              PasswordSource.NONE,
              Optional.empty());
      FileReading.Opened opened = (FileReading.Opened) readings.getFirst();
      assertThat(opened.format()).isEqualTo("uri-list");
      assertThat(opened.contents().items()).hasSize(10);
    }
  }

  /// By Debian's zbar-tools, another reader than ours.
  @Tag("slow")
  @Test
  void zbarReadsOurTransferCodes() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/zbarimg")) || "true".equals(System.getenv("CI")),
        "no zbarimg here");
    try (WrittenBackup backup = written("google-migration", entries(25), true)) {
      assertThat(backup.parts()).hasSize(3);
      for (WrittenBackup.Part part : backup.parts()) {
        Path file = Files.write(folder.resolve("x.png"), part.bytes());
        String shown =
            run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.toString());
        assertThat(shown.strip()).isEqualTo(part.qrText().orElseThrow());
      }
    }
  }

  private String run(String... command) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("err").toFile()) // zbarimg complains where no D-Bus is
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    return Files.readString(out);
  }
}
