package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.interchange.BackupFile;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small habits of real programs and of the people who edit their files.
class HabitsTest {

  private static JsonNode report(String text) {
    BackupFile file = new BackupFile("x", text.getBytes(StandardCharsets.UTF_8));
    return Fixtures.report(List.of(file), Optional.empty(), Optional.empty());
  }

  /// A broken item fails alone, also where it is the first one, by which a file is easily known.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "andotp|[{},{'secret':'MFRGG','type':'TOTP','label':'a'}]",
        "authy|[{},{'name':'a','secret':'MFRGG','uri':''}]",
        "bitwarden|{'items':[{},{'login':{'totp':'MFRGG'}}]}",
        "cotp|[{},{'secret':'MFRGG','type':'TOTP','label':'a','pin':null}]",
        "lastpass|{'accounts':[{},{'issuerName':'a','secret':'MFRGG'}]}",
        "proton-authenticator|{'entries':[{},{'content':{'uri':'otpauth://totp/a?secret=MFRGG'}}]}",
        "raivo|[{},{'kind':'TOTP','timer':'30','secret':'MFRGG','account':'a'}]",
        "2fas|{'services':[{},{'secret':'MFRGG','otp':{'account':'a'}}]}"
      })
  void aFileIsKnownAlthoughItsFirstItemIsBroken(String format, String text) {
    JsonNode report = report(text.replace('\'', '"'));
    assertThat(report.get("format").asText()).isEqualTo(format);
    assertThat(report.get("entries")).hasSize(1);
  }

  @Test
  void secretsMayBeGroupedByBlanksDashesAndUnderscores() {
    JsonNode report =
        report(
            """
            {"header":{},"db":{"entries":[
              {"type":"totp","name":"a","info":{"secret":"mfrg gzdf-mztw_q2lk===="}}]}}
            """);
    assertThat(report.get("entries").get(0).get("secret").asText()).isEqualTo("MFRGGZDFMZTWQ2LK");
  }

  /// AS-01: found by fuzzing: an underscore in such a secret ended the whole import.
  @Test
  void aSecretOfMotpMayBeGroupedTooAndFailsAloneWhereItIsNone() {
    JsonNode report =
        report(
            """
            [{"secret":"GEZDGNBVGY3T_QOJQ","type":"MOTP","label":"a"},
             {"secret":"6MN_A","type":"MOTP","label":"b"},
             {"secret":"!","type":"MOTP","label":"c"},
             {"secret":"","type":"MOTP","label":"d"}]
            """);
    assertThat(report.get("entries")).hasSize(1);
    assertThat(report.get("entries").get(0).get("type").asText()).isEqualTo("motp");
    assertThat(report.get("failures")).as("%s", report).hasSize(3);
  }

  /// The browser extension's old releases had no type for secrets in hexadecimal.
  @Test
  void aHexadecimalSecretOfTheBrowserExtensionIsRead() {
    JsonNode entries =
        report(
                """
                {"a":{"type":"totp","hash":"a","index":0,"secret":"0123456789abcdef"},
                 "b":{"type":"totp","hash":"b","index":1,"secret":"abcdef"}}
                """)
            .get("entries");
    assertThat(entries.get(0).get("secret").asText()).isEqualTo("AERUKZ4JVPG66");
    assertThat(entries.get(1).get("secret").asText()).isEqualTo("ABCDE"); // Base32 as well
  }

  /// Before the messenger had it, Battle.net's app kept secret and serial in one masked text.
  @Test
  void theOlderAppOfBattleNetIsRead() {
    byte[] text =
        "00112233445566778899aabbccddeeff00112233EU-1111-2222-3333"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] mask =
        HexFormat.of()
            .parseHex(
                "398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa5"
                    + "9ba47c17ca6c6479015c1d5b8b8f6b9a");
    for (int i = 0; i < text.length; i++) {
      text[i] ^= mask[i];
    }
    JsonNode entry =
        report(
                "<map><string name=\"com.blizzard.bma.AUTH_STORE.HASH\">"
                    + HexFormat.of().formatHex(text)
                    + "</string></map>")
            .get("entries")
            .get(0);
    assertThat(entry.get("account").asText()).isEqualTo("EU-1111-2222-3333");
    assertThat(entry.get("digits").asInt()).isEqualTo(8);
    assertThat(entry.get("secret").asText()).isEqualTo("AAISEM2EKVTHPCEZVK54ZXPO74ABCIRT");
  }
}
