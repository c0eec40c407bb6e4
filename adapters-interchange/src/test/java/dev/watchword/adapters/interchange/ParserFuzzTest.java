package dev.watchword.adapters.interchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.KdfLimits;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// A fuzz target for each parser (SECURITY AS-01): nothing but a parser's own exception may escape.
///
/// In a plain run each target takes the fixtures as its inputs. To fuzz one: `JAZZER_FUZZ=1 ./mvnw
/// -pl adapters-interchange -am test -Pci -Dtest=ParserFuzzTest#json
/// -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("fuzz")
class ParserFuzzTest {

  private static final String SECONDS = "30s";

  /// Cheap enough to derive thousands of keys.
  private static final KdfLimits CHEAP =
      new KdfLimits(1 << 20, 1 << 20, 1 << 20, 4, 1000, 1000, 2, Duration.ofSeconds(5));

  private static final ReadContext CONTEXT =
      new ReadContext(
          ImportLimits.STANDARD.withKdf(CHEAP),
          Fixtures.passwords(Optional.of(Samples.PASSWORD)),
          List.of(),
          Optional.empty());

  private static Stream<byte[]> contents(String... formats) {
    return Fixtures.cases()
        .filter(c -> Arrays.asList(formats).contains(c.format()) && c.content().length < 20_000)
        .map(Fixtures.Case::content);
  }

  private static void read(byte[] data, String... formats) {
    for (BackupFormat format : Fixtures.FORMATS) {
      try (BackupFile file = new BackupFile("fuzz", data.clone())) {
        format.recognise(file);
        if (Arrays.asList(formats).contains(format.id())) {
          format.read(file, CONTEXT).close();
        }
      } catch (BackupFileException refusal) {
        refusal.error().sentence();
      }
    }
  }

  static Stream<byte[]> jsons() {
    return contents("aegis", "2fas", "bitwarden", "freeotp-plus", "authenticator-extension");
  }

  @MethodSource("jsons")
  @FuzzTest(maxDuration = SECONDS)
  void json(byte[] data) {
    read(
        data,
        "aegis",
        "2fas",
        "2fauth",
        "andotp",
        "authenticator-extension",
        "bitwarden",
        "cotp",
        "cxf",
        "duo",
        "ente",
        "freeotp-plus",
        "lastpass",
        "proton-authenticator",
        "proton-pass",
        "raivo",
        "steam",
        "stratum",
        "authy");
  }

  static Stream<byte[]> xmls() {
    return contents("authy", "battlenet", "freeotp", "pskc", "totp-authenticator");
  }

  @MethodSource("xmls")
  @FuzzTest(maxDuration = SECONDS)
  void xml(byte[] data) {
    read(data, "authy", "battlenet", "freeotp", "pskc", "totp-authenticator", "keepass");
  }

  static Stream<byte[]> texts() {
    return contents("uri-list", "google-migration", "winauth", "html", "oath-csv", "ente");
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = SECONDS)
  void text(byte[] data) {
    read(
        data,
        "uri-list",
        "google-migration",
        "winauth",
        "html",
        "oath-csv",
        "ente",
        "bitwarden",
        "pdf",
        "totp-authenticator");
  }

  static Stream<byte[]> zips() {
    return contents("1password", "proton-pass", "raivo", "authenticator-plus", "winauth");
  }

  @MethodSource("zips")
  @FuzzTest(maxDuration = SECONDS)
  void zip(byte[] data) {
    read(data, "1password", "proton-pass", "raivo", "authenticator-plus", "winauth");
  }

  static Stream<byte[]> databases() {
    return contents("google-authenticator", "microsoft", "stratum");
  }

  @MethodSource("databases")
  @FuzzTest(maxDuration = SECONDS)
  void sqlite(byte[] data) {
    read(data, "google-authenticator", "microsoft", "stratum", "authenticator-plus");
  }

  static Stream<byte[]> logs() {
    return Stream.of("log", "all-in-log")
        .map(name -> Fixtures.bytes("microsoft/" + name + ".sqlite-wal"));
  }

  @MethodSource("logs")
  @FuzzTest(maxDuration = SECONDS)
  void sqliteLog(byte[] data) {
    BackupFile log = new BackupFile("x-wal", data.clone());
    BackupFile database = new BackupFile("x", Fixtures.bytes("microsoft/log.sqlite"));
    List<BackupFile> both = List.of(database, log);
    try {
      new MicrosoftFormat().recogniseAmong(log, both);
      new MicrosoftFormat()
          .read(
              database,
              new ReadContext(CONTEXT.limits(), CONTEXT.passwords(), both, Optional.empty()))
          .close();
    } catch (BackupFileException refusal) {
      refusal.error().sentence();
    }
  }

  static Stream<byte[]> maps() {
    return contents("freeotp");
  }

  @MethodSource("maps")
  @FuzzTest(maxDuration = SECONDS)
  void javaStringMap(byte[] data) {
    try {
      JavaStringMap.parse(data, new FreeOtpFormat());
    } catch (BackupFileException refusal) {
      refusal.error().sentence();
    }
  }

  static Stream<byte[]> containers() {
    return contents("keepass");
  }

  @MethodSource("containers")
  @FuzzTest(maxDuration = SECONDS)
  void kdbx(byte[] data) {
    read(data, "keepass");
  }

  static Stream<byte[]> unmarked() {
    return contents("otpclient", "andotp");
  }

  @MethodSource("unmarked")
  @FuzzTest(maxDuration = SECONDS)
  void unmarkedFiles(byte[] data) {
    read(data, "otpclient", "andotp", "stratum", "authenticator-plus", "watchword");
  }

  static Stream<byte[]> messages() {
    return Stream.of(new byte[] {10, 4, 10, 2, 65, 66, 16, 1, 24, 1});
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = SECONDS)
  void protobuf(byte[] data) {
    try {
      String base64 = Base64.getEncoder().encodeToString(data);
      MigrationPayload payload =
          MigrationPayload.parse("otpauth-migration://offline?data=" + base64);
      for (int i = 0; i < payload.size(); i++) {
        payload.draft(i).build();
      }
    } catch (ItemException reason) {
      reason.reason();
    }
  }

  static Stream<byte[]> rows() {
    return contents("oath-csv", "bitwarden", "keepass");
  }

  @MethodSource("rows")
  @FuzzTest(maxDuration = SECONDS)
  void csv(byte[] data) {
    CsvTable.parse(new String(data, StandardCharsets.UTF_8), 1000);
  }

  static Stream<byte[]> pictures() {
    return Samples.all().stream().flatMap(e -> e.icon().stream()).map(icon -> icon.png());
  }

  @MethodSource("pictures")
  @FuzzTest(maxDuration = SECONDS)
  void icon(byte[] data) {
    new IconPicture(new Items(new AegisFormat(), CONTEXT)).of(data);
  }
}
