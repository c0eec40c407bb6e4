package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.secret.Base32;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that want too much, say too much, or are something else than they look.
class HostileTest {

  private static JsonNode report(String text) {
    BackupFile file = new BackupFile("x", text.getBytes(StandardCharsets.UTF_8));
    return Fixtures.report(List.of(file), Optional.empty(), Optional.empty());
  }

  static String aegis(int entries) {
    StringBuilder text =
        new StringBuilder(
            "{\"version\":1,\"header\":{\"slots\":null,\"params\":null},"
                + "\"db\":{\"version\":3,\"groups\":[],\"entries\":[");
    for (int i = 0; i < entries; i++) {
      String secret =
          Base32.encode(
              Digests.digest("SHA-1", Integer.toString(i).getBytes(StandardCharsets.US_ASCII)));
      text.append(i == 0 ? "" : ",")
          .append("{\"type\":\"totp\",\"uuid\":\"")
          .append(i)
          .append("\",\"name\":\"user")
          .append(i)
          .append("@example.org\",\"issuer\":\"Issuer\",\"note\":\"\",\"favorite\":false,")
          .append("\"icon\":null,\"groups\":[],\"info\":{\"secret\":\"")
          .append(secret)
          .append("\",\"algo\":\"SHA1\",\"digits\":6,\"period\":30}}");
    }
    return text.append("]}}").toString();
  }

  @Test
  void tenThousandEntriesAreReadAndOneMoreIsRefused() {
    assertThat(report(aegis(10_000)).get("entries")).hasSize(10_000);
    JsonNode refused = report(aegis(10_001));
    assertThat(refused.get("error").asText()).isEqualTo("unsupported");
    assertThat(refused.get("message").asText()).contains("10001").contains("10000");
  }

  /// IM-12.
  @Test
  void aCompressedStreamIsCutOffAtItsLimit() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 256; i++) {
        gzip.write(zeros);
      }
    }
    assertThatThrownBy(
            () -> Inflation.gzip(packed.toByteArray(), new KeePassFormat(), ImportLimits.STANDARD))
        .isInstanceOf(BackupFileException.class)
        .hasMessageContaining("limit");
  }

  /// IM-10: a million of the smallest values is one kind of bomb.
  @Test
  void aTextOfTooManyValuesIsRefused() {
    String text = "{\"header\":{},\"db\":[" + "0,".repeat(2_000_000) + "0]}";
    assertThat(report(text).get("error").asText()).isEqualTo("unsupported");
  }

  /// IM-09: a million nested elements, in a format that XML is read for.
  @Test
  void deepXmlIsRefused() {
    String text = "<map>" + "<a>".repeat(100_000) + "</map>";
    JsonNode forced = report(text);
    assertThat(forced.get("error").asText()).isEqualTo("unknown-format");
    BackupFile file = new BackupFile("x", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> XmlView.of(file).require(new AuthyFormat()))
        .hasMessageContaining("64 levels");
  }

  /// IM-09: a batch of two billion codes, of which all but one would be listed as missing.
  @Test
  void aBatchOfMoreCodesThanAnExportHasIsNoBatch() {
    String data = "CgQKAkFCGP////8H";
    JsonNode report = report("otpauth-migration://offline?data=" + data);
    assertThat(report.get("warnings").toString()).hasSizeLessThan(500);
  }

  /// IM-08.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE map SYSTEM \"http://127.0.0.1:9/x.dtd\"><map/>",
        "<!DOCTYPE map [<!ENTITY a \"aaaa\"><!ENTITY b"
            + " \"&a;&a;&a;\">]><map><string>&b;</string></map>",
        "<!DOCTYPE map [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><map/>",
        "<!DOCTYPE map><map/>",
        "<!DOCTYPE map [\u0001]><map/>", // a finding of the fuzz target
        "<!DOCTYPE map [\ufffe]><map/>",
        "<map><string>&unknown;</string></map>"
      })
  void xmlWithADocumentTypeOrAnEntityIsRefused(String text) {
    BackupFile file = new BackupFile("x", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> XmlView.of(file).require(new AuthyFormat()))
        .isInstanceOf(BackupFileException.class);
  }

  @Test
  void aBadItemsReasonNeverRepeatsItsContent() {
    JsonNode report =
        report(
            "otpauth://totp/x?secret=CANARYCANARY1\notpauth://totp/y?secret=MFRGG&digits=CANARY\n"
                + "otpauth://CANARY/x?secret=MFRGG\nCANARY\n");
    assertThat(report.get("failures")).hasSize(4);
    assertThat(report.get("failures").toString()).doesNotContain("CANARY");
  }

  /// IM-15.
  @Test
  void aTurkishLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.of("tr", "TR"));
    try {
      for (String name :
          List.of("aegis/plain", "uri-list/crlf", "pskc/plain", "oath-csv/tokens", "html/sheet")) {
        Fixtures.Case fixture = Fixtures.named(name);
        JsonNode report = Fixtures.report(fixture.files(), Optional.empty(), Optional.empty());
        assertThat(report.get("entries")).as(name).hasSameSizeAs(fixture.node().get("entries"));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aLongNoteIsCutAndSaidSo() {
    String note = "é".repeat(5000);
    JsonNode report =
        report(
            "{\"header\":{},\"db\":{\"entries\":[{\"type\":\"totp\",\"name\":\"a\",\"note\":\""
                + note
                + "\",\"info\":{\"secret\":\"MFRGG\"}}]}}");
    assertThat(report.get("entries").get(0).get("notes").asText()).isEqualTo("é".repeat(2048));
    assertThat(report.get("warnings").toString()).contains("Item 1").contains("cut");
  }

  @Test
  void aLabelOfOver256CharactersFailsItsItemAlone() {
    JsonNode report =
        report(
            "otpauth://totp/%s?secret=MFRGG\notpauth://totp/ok?secret=MFRGG"
                .formatted("a".repeat(257)));
    assertThat(report.get("failures")).hasSize(1);
    assertThat(report.get("entries")).hasSize(1);
  }

  /// IM-13: the image is only read; it stays what it was.
  @Test
  void aDatabaseIsNotChanged() {
    Fixtures.Case fixture = Fixtures.named("google-authenticator/databases");
    BackupFile file = fixture.files().getFirst();
    Fixtures.report(List.of(file), Optional.empty(), Optional.empty());
    assertThat(file.bytes()).isEqualTo(fixture.content());
  }

  /// IM-07, IM-14: neither the platform's deserialiser nor a database engine is ever asked.
  @Test
  void theSourcesNameNoDeserialiserAndNoDatabaseDriver() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> found =
          sources
              .filter(path -> path.toString().endsWith(".java"))
              .filter(HostileTest::namesOne)
              .toList();
      assertThat(found).isEmpty();
    }
  }

  private static boolean namesOne(Path source) {
    try {
      String text = Files.readString(source).replaceAll("(?m)^\\s*///.*$", "");
      return text.contains("ObjectInputStream")
          || text.contains("java.sql")
          || text.contains("java.net.U")
          || text.contains("HttpClient");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// AS-01.
  @Test
  void everyFormatIsInAFuzzTarget() throws IOException {
    String targets =
        Files.readString(
            Path.of("src/test/java/dev/watchword/adapters/interchange/ParserFuzzTest.java"));
    for (BackupFormat format : Fixtures.FORMATS) {
      assertThat(targets).contains('"' + format.id() + '"');
    }
  }

  @Test
  void namesAreUniqueAndFitForACommandLine() {
    List<String> ids = Fixtures.FORMATS.stream().map(BackupFormat::id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]{2,32}"));
    assertThat(ids).hasSize(35);
  }
}
