package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void fixture() {
    cli = new CliFixture(folder);
  }

  @Test
  void printsIssuerAccountCodeAndSecondsLeft() {
    int exit = cli.run("scan", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

    assertThat(exit).isZero();
    assertThat(cli.out()).isEqualTo("OpenAI\tada\t320025\t20 s left\n");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.built).isZero();
  }

  @Test
  void showsTheCodesOfAnotherTime() {
    // RFC 6238 Appendix B, the last six of its eight digits
    String picture = cli.picture("a.png", CliFixture.uri("RFC", "6238"));

    cli.run("scan", "--at", "2009-02-13T23:31:30Z", picture);
    assertThat(cli.out()).startsWith("RFC\t6238\t005924\t");
    cli.run("scan", "--at", "1234567890", picture);
    assertThat(cli.out()).startsWith("RFC\t6238\t005924\t");
    assertThat(cli.run("scan", "--at", "yesterday", picture)).isEqualTo(2);
  }

  @Test
  void namesThePictureWhereThereAreSeveral() {
    String a = cli.picture("a.png", CliFixture.uri("A", "a"));
    String b = cli.picture("b.png", CliFixture.uri("B", "b"), CliFixture.uri("C", "c"));

    cli.run("scan", a, b);

    assertThat(cli.out().lines().map(line -> line.split("\t")[0])).containsExactly(a, b, b);
  }

  @Test
  void readsAPictureOrUrisFromStandardInput() {
    cli.run(new FakeTerminal().piping(FakePictures.of(CliFixture.uri("A", "a"))), "scan", "-");
    assertThat(cli.out()).startsWith("A\ta\t");

    String text = "my codes:\n" + CliFixture.uri("B", "b") + "\nsee " + CliFixture.uri("C", "c");
    cli.run(new FakeTerminal().piping(text), "scan", "-");
    assertThat(cli.out().lines()).hasSize(2);
  }

  @Test
  void saysOfTextWithoutAUriThatItIsNoPictureAndOfAnotherSchemeWhatItIs() {
    assertThat(cli.run(new FakeTerminal().piping("just some words"), "scan", "-")).isEqualTo(1);
    assertThat(cli.err()).doesNotContain("There is a code");

    cli.run(new FakeTerminal().piping("https://example.org/login"), "scan", "-");
    assertThat(cli.err()).contains("web address");
  }

  @Test
  void wantsToBeToldWhatToScan() {
    assertThat(cli.run("scan")).isEqualTo(2);
    assertThat(cli.err()).contains("--screen").contains("--clipboard");
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoDesktop() {
    assertThat(cli.run("scan", "--screen")).isEqualTo(1);
    assertThat(cli.err()).contains("no screen here").contains("scan that file");
    assertThat(cli.run("scan", "--clipboard")).isEqualTo(1);
    assertThat(cli.err()).contains("no clipboard here");
  }

  @Test
  void writesOneJsonDocument() {
    int exit =
        cli.run("scan", "-o", "json", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")), "b");

    assertThat(exit).isEqualTo(1);
    assertThat(cli.out())
        .isEqualTo(
            """
            {"images":[{"path":"%s/a.png","accounts":[{"issuer":"OpenAI","account":"ada",\
            "type":"totp","digits":6,"algorithm":"SHA1","period":30,"code":"320025",\
            "validFrom":"2026-11-24T12:00:00Z","validUntil":"2026-11-24T12:00:30Z",\
            "secondsLeft":20}],"problems":[]},{"path":"b","accounts":[],"problems":[\
            {"code":"no-file","message":"There is no such file."}]}]}
            """
                .formatted(folder));
  }

  @Test
  void payloadsPrintsPathTabAndPayload() {
    byte[] payload = "a\\b\tc\nd".getBytes(StandardCharsets.UTF_8);
    String picture =
        cli.file("p.png", FakePictures.of(List.of(payload, new byte[] {(byte) 0xff, 1})))
            .toString();

    int exit = cli.run("scan", "--payloads", picture);

    assertThat(exit).isZero();
    assertThat(cli.out()).isEqualTo(picture + "\ta\\\\b\\tc\\nd\n" + picture + "\t\\xFF\\x01\n");
  }

  @Test
  void payloadsFailsWhereOnePictureHadNone() {
    String good = cli.picture("good.png", "hello");
    String bad = cli.picture("bad.png");

    assertThat(cli.run("scan", "--payloads", good, bad)).isEqualTo(1);
    assertThat(cli.out()).isEqualTo(good + "\thello\n");
    assertThat(cli.err()).startsWith(bad + ": There is no QR code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WIFI:S:home;T:WPA;P:x;;|Wi-Fi",
        "https://example.com/x|web address",
        "phonefactor://activate|push enrolment",
        "tel:+491234|telephone",
        "hello|not an authenticator's code",
        "otpauth://totp/x?secret=GEZDGNBV&digits=3|digits",
        "otpauth://totp/x?secret=GEZDGNBV&algorithm=MD9|algorithm",
        "otpauth://totp/x?secret=G1Z|secret",
        "otpauth://totp/x|secret",
        "otpauth://push/x?secret=GEZDGNBV|type",
      })
  void saysWhatACodeIsThatIsNoAccount(String payload, String said) {
    int exit = cli.run("scan", cli.picture("x.png", payload));

    assertThat(exit).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains(said).contains("x.png").endsWith(".\n");
    assertThat(cli.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.png", "."})
  void saysWhatIsWrongWithAFile(String name) {
    assertThat(cli.run("scan", folder.resolve(name).toString())).isEqualTo(1);
    assertThat(cli.err().lines()).hasSize(1);
  }

  @Test
  void saysThatAFileIsNoPicture() {
    String file = cli.file("x.png", new byte[] {1, 2, 3}).toString();

    assertThat(cli.run("scan", file)).isEqualTo(1);
    assertThat(cli.err()).contains("not a picture");
    assertThat(cli.run("scan", cli.file("empty", new byte[0]).toString())).isEqualTo(1);
    assertThat(cli.err()).contains("nothing in it");
  }

  @Test
  void refusesAUriAsAnArgumentWithoutRepeatingIt() {
    // LO-06, UN-02
    for (String command : List.of("scan", "add")) {
      int exit = cli.run(command, "OTPAUTH://totp/A:b?secret=" + CliFixture.SECRET);

      assertThat(exit).isEqualTo(2);
      assertThat(cli.err()).doesNotContain(CliFixture.SECRET).contains("pipe it in");
    }
  }

  @Test
  void neutralisesHostileNamesAndWarnsOfLookAlikes() {
    // LO-05
    String hostile = "otpauth://totp/%D0%9EpenAI:a%1B%5B31m%E2%80%AEb?secret=" + CliFixture.SECRET;

    cli.run("scan", cli.picture("a.png", hostile));

    assertThat(cli.out()).contains("ОpenAI [!]\ta\\u{1b}[31m\\u{202e}b");
    assertThat(cli.err()).contains("is not \"OpenAI\"");
    cli.run("scan", "-ojson", cli.picture("a.png", hostile));
    assertThat(cli.out()).contains("\"looksLike\":\"OpenAI\"").contains("a\\u001b[31m\\u202eb");
  }

  @Test
  void storesNothingUnlessToldTo() {
    cli = CliFixture.withVault(folder);
    String picture = cli.picture("a.png", CliFixture.uri("OpenAI", "ada"));

    cli.run("scan", picture);
    cli.run("list");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.run("scan", "--add", picture)).isZero();
    assertThat(cli.out()).contains("320025").contains("added OpenAI (ada)");
    cli.run("list");
    assertThat(cli.out()).startsWith("OpenAI\tada\ttotp");
  }

  @Test
  void alignsNamesAndBoldsTheCodeOnATerminal() {
    FakeTerminal screen = new FakeTerminal();
    screen.outputIsTerminal = true;
    screen.colour = true;

    cli.run(screen, "scan", cli.picture("a.png", CliFixture.uri("OpenAI", "ada")));

    assertThat(cli.out()).isEqualTo("OpenAI  ada  \u001b[1m320025\u001b[0m  20 s left\n");
  }
}
