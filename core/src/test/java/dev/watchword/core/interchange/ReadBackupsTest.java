package dev.watchword.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadBackupsTest {

  private static final ImageDecoder NO_PICTURES =
      (picture, limits) -> {
        throw new AssertionError("no picture was given");
      };
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private final LineFormat likely = new LineFormat("likely", Certainty.LIKELY, false);
  private final LineFormat certain = new LineFormat("certain", Certainty.CERTAIN, false);

  private static List<FileReading> read(
      List<BackupFormat> formats, String password, BackupFile... files) {
    return new ReadBackups(formats, NO_PICTURES)
        .read(
            List.of(files),
            Optional.empty(),
            ImportLimits.STANDARD,
            (path, format) ->
                password.isEmpty()
                    ? Optional.empty()
                    : Optional.of(BackupPassword.of(password.toCharArray())),
            Optional.empty());
  }

  private static FileError error(FileReading reading) {
    return ((FileReading.Refused) reading).error();
  }

  @Test
  void takesTheSurestFormatOnly() {
    LineFormat other = new LineFormat("certain", Certainty.LIKELY, false);
    List<FileReading> readings =
        read(List.of(other, certain), "", LineFormat.file("x", "certain", "MFRGG"));
    assertThat(((FileReading.Opened) readings.getFirst()).format()).isEqualTo("certain");
    assertThat(other.reads()).isZero();
    assertThat(certain.reads()).isEqualTo(1);
  }

  @Test
  void saysUnknownFormatWhereNoneFits() {
    List<FileReading> readings =
        read(List.of(likely), "", LineFormat.file("x", "else"), LineFormat.file("empty"));
    assertThat(error(readings.get(0))).isInstanceOf(FileError.UnknownFormat.class);
    assertThat(error(readings.get(1)).sentence()).isEqualTo("The file is empty.");
  }

  @Test
  void oneRefusedFileDoesNotTouchTheOthers() {
    List<FileReading> readings =
        read(
            List.of(likely),
            "",
            LineFormat.file("a", "else"),
            LineFormat.file("b", "likely", "MFRGG"));
    assertThat(readings.get(0)).isInstanceOf(FileReading.Refused.class);
    assertThat(readings.get(1)).isInstanceOf(FileReading.Opened.class);
  }

  @Test
  void triesUnmarkedFormatsOneAfterTheOtherUntilThePasswordFits() {
    LineFormat one = new LineFormat("one", Certainty.POSSIBLE, true);
    LineFormat two = new LineFormat("two", Certainty.POSSIBLE, true);
    BackupFile file = LineFormat.file("x", "two", "MFRGG");
    List<FileReading> opened = read(List.of(one, two), "open sesame", file);
    assertThat(((FileReading.Opened) opened.getFirst()).format()).isEqualTo("two");
    FileError wrong = error(read(List.of(one, two), "x", file).getFirst());
    assertThat(wrong).isInstanceOf(FileError.WrongPassword.class);
    assertThat(wrong.sentence()).contains("Format one or Format two");
  }

  @Test
  void asksForThePasswordOfAnUnmarkedFileOnce() {
    LineFormat one = new LineFormat("one", Certainty.POSSIBLE, true);
    LineFormat two = new LineFormat("two", Certainty.POSSIBLE, true);
    FileError error = error(read(List.of(one, two), "", LineFormat.file("x", "two")).getFirst());
    assertThat(error).isInstanceOf(FileError.PasswordNeeded.class);
    assertThat(two.reads()).isZero();
  }

  @Test
  void aForcedFormatIsTakenWhateverTheContentLooksLike() {
    ReadBackups reader = new ReadBackups(List.of(certain, likely), NO_PICTURES);
    List<FileReading> readings =
        reader.read(
            List.of(LineFormat.file("x", "certain", "MFRGG")),
            Optional.of("likely"),
            ImportLimits.STANDARD,
            PasswordSource.NONE,
            Optional.empty());
    assertThat(((FileReading.Opened) readings.getFirst()).format()).isEqualTo("likely");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            reader.read(
                List.of(),
                Optional.of("nonsense"),
                ImportLimits.STANDARD,
                PasswordSource.NONE,
                Optional.empty()));
  }

  @Test
  void refusesAFileOverTheSizeLimitBeforeAnyFormatSeesIt() {
    BackupFile big = new BackupFile("big", new byte[(32 << 20) + 1]);
    FileError error = error(read(List.of(likely), "", big).getFirst());
    assertThat(error).isInstanceOf(FileError.OverLimit.class);
    assertThat(error.code()).isEqualTo("unsupported");
    assertThat(error.sentence()).contains("33554433").contains("33554432");
  }

  @Test
  void namesTheMissingPartsOfATransferOverAllFiles() {
    List<FileReading> readings =
        read(
            List.of(likely),
            "",
            LineFormat.file("a", "likely", "MFRGG", "part 0 4"),
            LineFormat.file("b", "likely", "MFRGG"),
            LineFormat.file("c", "likely", "MFRGG", "part 2 4"));
    assertThat(((FileReading.Opened) readings.get(0)).contents().warnings())
        .containsExactly("This transfer has 4 codes; missing: 2, 4. Import them as well.");
    assertThat(((FileReading.Opened) readings.get(1)).contents().warnings()).isEmpty();
    assertThat(((FileReading.Opened) readings.get(2)).contents().warnings()).hasSize(1);
  }

  @Test
  void saysNothingOfACompleteTransfer() {
    List<FileReading> readings =
        read(
            List.of(likely),
            "",
            LineFormat.file("a", "likely", "part 1 2"),
            LineFormat.file("b", "likely", "part 0 2"));
    assertThat(readings)
        .allSatisfy(
            reading -> assertThat(((FileReading.Opened) reading).contents().warnings()).isEmpty());
  }

  @Test
  void readsAPictureAsTheTextOfItsCodes() {
    QrCode.Builder code =
        QrCode.builder()
            .payload("likely\nMFRGG".getBytes(StandardCharsets.UTF_8))
            .corners(
                List.of(new Corner(0, 0), new Corner(1, 0), new Corner(1, 1), new Corner(0, 1)))
            .page(1)
            .version(3)
            .errorCorrection(QrCode.ErrorCorrection.M);
    ImageDecoder decoder = (picture, limits) -> new Capture(List.of(code.build()), List.of());
    List<FileReading> readings =
        new ReadBackups(List.of(likely), decoder)
            .read(
                List.of(new BackupFile("x.png", Arrays.copyOf(PNG, 64))),
                Optional.empty(),
                ImportLimits.STANDARD,
                PasswordSource.NONE,
                Optional.empty());
    assertThat(((FileReading.Opened) readings.getFirst()).contents().items()).hasSize(1);
  }

  @Test
  void saysWhyAPictureCouldNotBeRead() {
    Diagnosis diagnosis = new Diagnosis.DamagedPicture("PNG");
    List<FileReading> readings =
        new ReadBackups(List.of(likely), (picture, limits) -> Capture.unreadable(diagnosis))
            .read(
                List.of(new BackupFile("x.png", Arrays.copyOf(PNG, 64))),
                Optional.empty(),
                ImportLimits.STANDARD,
                PasswordSource.NONE,
                Optional.empty());
    assertThat(error(readings.getFirst()).sentence()).isEqualTo(diagnosis.sentence());
  }
}
