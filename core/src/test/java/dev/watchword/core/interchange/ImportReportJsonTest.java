package dev.watchword.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.ImportReport.FileReport;
import dev.watchword.core.interchange.ImportReport.Reported;
import dev.watchword.core.interchange.ImportReport.Status;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportReportJsonTest {

  private static ImportReport report() {
    NewEntry hotp =
        new NewEntry(
            new Label("Bank \u202e\"x\"", "bo\u001b[31m"),
            new OtpKey(
                new HotpParameters(HashAlgorithm.SHA256, Digits.EIGHT, 7),
                SharedSecret.ofBase32("MFRGGZDF")));
    NewEntry motp =
        new NewEntry(
            new Label("", "é😀"),
            new OtpKey(
                new MotpParameters(),
                SharedSecret.ofBase32("MFRGGZDG"),
                Optional.of(Pin.of("1234"))));
    return new ImportReport(
        List.of(
            new FileReport(
                "a.json",
                Optional.of("aegis"),
                List.of(
                    new Reported(1, Status.ADDED, hotp), new Reported(3, Status.DUPLICATE, motp)),
                List.of(new BackupItem.Failed(2, "secret: missing")),
                List.of("Weak."),
                Optional.empty()),
            new FileReport(
                "b",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(new FileError.UnknownFormat("Nothing fits.")))));
  }

  @Test
  void writesTheStableDocument() {
    assertThat(ImportReportJson.write(report(), true))
        .isEqualTo(
            "{\"files\":[{\"path\":\"a.json\",\"format\":\"aegis\",\"entries\":["
                + "{\"item\":1,\"status\":\"added\",\"type\":\"hotp\","
                + "\"issuer\":\"Bank \\u202e\\\"x\\\"\",\"account\":\"bo\\u001b[31m\","
                + "\"algorithm\":\"SHA256\",\"digits\":8,\"period\":null,\"counter\":7,"
                + "\"pin\":null,\"tags\":[],\"notes\":\"\",\"pinned\":false,\"trashed\":false,"
                + "\"secret\":\"MFRGGZDF\"},"
                + "{\"item\":3,\"status\":\"duplicate\",\"type\":\"motp\",\"issuer\":\"\","
                + "\"account\":\"é😀\",\"algorithm\":\"MD5\",\"digits\":6,\"period\":10,"
                + "\"counter\":null,\"pin\":\"1234\",\"tags\":[],\"notes\":\"\","
                + "\"pinned\":false,\"trashed\":false,\"secret\":\"MFRGGZDG\"}],"
                + "\"failures\":[{\"item\":2,\"reason\":\"secret: missing\"}],"
                + "\"warnings\":[\"Weak.\"],\"error\":null,\"message\":null},"
                + "{\"path\":\"b\",\"format\":null,\"entries\":[],\"failures\":[],"
                + "\"warnings\":[],\"error\":\"unknown-format\",\"message\":\"Nothing fits.\"}]}");
  }

  @Test
  void showsNeitherSecretNorPinUnlessAsked() {
    assertThat(ImportReportJson.write(report(), false))
        .doesNotContain("MFRGGZDF", "MFRGGZDG", "1234", "\"secret\"");
  }

  /// LO-05.
  @Test
  void holdsNoCharacterThatMovesATerminal() {
    assertThat(
            ImportReportJson.write(report(), true)
                .codePoints()
                .allMatch(c -> c >= 0x20 && c != 0x202e && c != 0x7f))
        .isTrue();
  }
}
