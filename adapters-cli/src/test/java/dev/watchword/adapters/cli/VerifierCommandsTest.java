package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OtpKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's side of the verifier: the same counters, the same burnt codes, the same log.
class VerifierCommandsTest {

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
  }

  private int with(String input, String... arguments) {
    return cli.run(new FakeTerminal().piping(input), arguments);
  }

  private String field(String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(cli.out());
    assertThat(found.find()).as("%s in %s", name, cli.out()).isTrue();
    return found.group(1);
  }

  private int begin() {
    return cli.run("enrol", "ann", "--relying-party", "shop", "--issuer", "Shop", "-o", "json");
  }

  /// The device of a subscriber who was enrolled by two commands, in the period after.
  private OtpKey enrolled() throws KeyUriSyntaxException {
    assertThat(begin()).isZero();
    OtpKey device = KeyUri.parse(field("uri").replace("\\u0026", "&")).key();
    String code = device.at(cli.verifierStore.now()).code();
    assertThat(
            with(
                code + "\n",
                "enrol",
                "ann",
                "--relying-party=shop",
                "--confirm",
                field("id"),
                "--recovery-codes",
                "-o",
                "json"))
        .isZero();
    cli.verifierStore.advance(Duration.ofSeconds(30));
    return device;
  }

  private int verify(String code) {
    return with(code + "\n", "verify", "ann", "--relying-party", "shop", "-o", "json");
  }

  @Test
  void showsTheSamePendingEnrolmentAgain() { // EN-02
    begin();
    String uri = field("uri");
    begin();
    assertThat(field("uri")).isEqualTo(uri);
    assertThat(cli.out()).contains("\"fresh\":false");
  }

  @Test
  void acceptsACodeOnceAndRefusesAllElseByOneAnswer() throws Exception { // OV-05, OV-10
    OtpKey device = enrolled();
    String code = device.at(cli.verifierStore.now()).code();
    assertThat(verify(code)).isZero();
    assertThat(cli.out().strip()).isEqualTo("{\"accepted\":true,\"again\":false}");
    assertThat(verify(code)).isEqualTo(1);
    String replayed = cli.out() + cli.err();
    assertThat(verify("no code")).isEqualTo(1);
    assertThat(cli.out() + cli.err()).isEqualTo(replayed).contains("not-accepted");
    assertThat(replayed).doesNotContain(code);
  }

  @Test
  void countsEveryPathOnOneTally() throws Exception { // TH-05
    OtpKey device = enrolled();
    for (int i = 0; i < 5; i++) {
      assertThat(verify("wrong")).isEqualTo(1);
    }
    assertThat(verify(device.at(cli.verifierStore.now()).code())).isEqualTo(1);
    assertThat(cli.err()).contains("wait 30 s");
  }

  @Test
  void takesTheSameAttemptTwiceAsOneSuccess() throws Exception { // TH-10
    String code = enrolled().at(cli.verifierStore.now()).code();
    String[] line = {"verify", "ann", "--relying-party", "shop", "--attempt", "a1", "-o", "json"};
    assertThat(with(code + "\n", line)).isZero();
    assertThat(with(code + "\n", line)).isZero();
    assertThat(cli.out()).contains("\"again\":true");
  }

  @Test
  void saysAndTakesNoMoreWhatWasPutBack() throws Exception { // CR-12
    OtpKey device = enrolled();
    Subscriber ann = Subscriber.of("shop", "ann");
    Active before = cli.verifierStore.enrolments().active(ann).value().orElseThrow();
    assertThat(verify(device.at(cli.verifierStore.now()).code())).isZero();
    assertThat(cli.distrusted).isEmpty();
    assertThat(cli.err()).isEmpty();

    cli.verifierStore.put(before);
    verify(device.at(cli.verifierStore.now()).code());

    assertThat(cli.err()).contains("shop/ann: The factor was put back");
    assertThat(cli.distrusted)
        .containsExactly(new RowVersion(before.id().value(), before.version()));
    cli.run("audit", "export");
    assertThat(cli.out()).contains("alarm.rows-contradict-log");
  }

  @Test
  void saysThatNothingCanBeHeldAgainstALogThatWasChanged() throws Exception { // CR-12, AU-03
    OtpKey device = enrolled();
    cli.run("audit", "verify"); // gives what waits its place
    cli.verifierStore.chain().removeFirst();

    verify(device.at(cli.verifierStore.now()).code());

    assertThat(cli.err()).contains("The audit log was changed, at entry 1");
  }

  @Test
  void redeemsARecoveryCodeOnce() throws Exception { // RC-04
    enrolled();
    Matcher codes = Pattern.compile("\"([0-9A-Z]{4}(-[0-9A-Z]{4}){5})\"").matcher(cli.out());
    assertThat(codes.find()).isTrue();
    String[] line = {"redeem", "ann", "--relying-party", "shop", "-o", "json"};
    assertThat(with(codes.group(1) + "\n", line)).isZero();
    assertThat(cli.out()).contains("\"remaining\":9");
    assertThat(with(codes.group(1) + "\n", line)).isEqualTo(1);
  }

  @Test
  void destroysAPendingOneAfterFiveWrongCodes() { // EN-05
    begin();
    String[] confirm = {"enrol", "ann", "--relying-party", "shop", "--confirm", field("id")};
    for (int i = 0; i < 5; i++) {
      assertThat(with("000000x\n", confirm)).isEqualTo(1);
    }
    assertThat(cli.err()).contains("begin a new one");
  }

  @Test
  void cancelsAPendingOneOnce() {
    begin();
    String[] cancel = {"enrol", "ann", "--relying-party", "shop", "--cancel", field("id")};
    assertThat(cli.run(cancel)).isZero();
    assertThat(cli.run(cancel)).isEqualTo(1);
  }

  @Test
  void saysWhoIsNotEnrolledAndWhatIsMissing() {
    assertThat(verify("123456")).isEqualTo(1);
    assertThat(cli.out()).contains("not-enrolled");
    assertThat(cli.run("verify", "ann")).isEqualTo(2);
    assertThat(cli.run("enrol", "ann", "--relying-party", "shop")).isEqualTo(2);
    assertThat(cli.run("verify", "ann", "--relying-party", "shop", "--purpose", "confirm"))
        .isEqualTo(2);
  }

  @Test
  void verifiesTheLogAndFindsAChangedEntry() throws Exception { // AU-01, AU-03
    enrolled();
    assertThat(cli.run("audit", "verify")).isZero();
    assertThat(cli.err()).contains("Without --anchor");
    AuditEntry entry = cli.verifierStore.auditLog().page(0, 1).getFirst().entry();
    assertThat(entry.action()).isEqualTo("enrolment.begun");
    assertThat(entry.origin().actor()).startsWith("operator ");
    assertThat(cli.run("audit", "verify", "--anchor", "nowhere")).isEqualTo(1);
    assertThat(cli.run("audit")).isEqualTo(2);
  }

  @Test
  void namesAFactorThatWasPutBack() throws Exception { // CR-12
    OtpKey device = enrolled();
    Subscriber ann = Subscriber.of("shop", "ann");
    Active before = cli.verifierStore.enrolments().active(ann).value().orElseThrow();
    assertThat(verify(device.at(cli.verifierStore.now()).code())).isZero();
    assertThat(cli.run("audit", "verify")).isZero();

    cli.verifierStore.put(before);

    assertThat(cli.run("audit", "verify")).isEqualTo(1);
    assertThat(cli.err())
        .contains(
            "The audit log is intact, and the store is not as it tells. shop/ann: The factor");
    assertThat(cli.run("audit", "verify", "-o", "json")).isEqualTo(1);
    assertThat(cli.out()).contains("store-contradicts-log");
  }

  @Test
  void takesADatabaseInThePlaceOfAVaultFile() {
    List<String> url = List.of("--database", "jdbc:postgresql://localhost/watchword?user=w");
    assertThat(cli.run("list", url.getFirst(), url.getLast())).isZero();
    assertThat(cli.database.orElseThrow().url()).isEqualTo(url.getLast());
    assertThat(cli.run("unlock", url.getFirst(), url.getLast())).isEqualTo(2);
    assertThat(cli.run("list", "--database", "mysql://x")).isEqualTo(1);
    assertThat(cli.run("list", "--database-password-file", "x")).isEqualTo(2);
  }
}
