package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.packaged.Program.Run;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.OtpKey;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that somebody put back to what they were, before commands that work on the store by
/// themselves, each in a process that remembers nothing (SECURITY CR-12).
class PutBackRowIT {

  private static final Pattern URI = Pattern.compile("\"uri\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern RECOVERY = Pattern.compile("\"recoveryCodes\":\\[\"([^\"]+)\"");

  @TempDir Path home;
  private Program program;
  private Hotp device;
  private String recovery;

  @BeforeEach
  void enrolled() throws Exception {
    program = new Program(home);
    done("", "init");
    String began = done("", ofAnn("enrol", "--issuer", "S", "--type", "hotp", "-o", "json")).out();
    OtpKey key = KeyUri.parse(found(URI, began).replace("\\u0026", "&")).key();
    device = new Hotp(key.secret(), HashAlgorithm.SHA1, Digits.SIX);
    String confirmed =
        done(
                device.code(0) + "\n",
                ofAnn("enrol", "--confirm", found(ID, began), "--recovery-codes", "-o", "json"))
            .out();
    recovery = found(RECOVERY, confirmed);
  }

  private static String[] ofAnn(String command, String... more) {
    String[] words = new String[more.length + 4];
    words[0] = command;
    words[1] = "ann";
    words[2] = "--relying-party";
    words[3] = "shop";
    System.arraycopy(more, 0, words, 4, more.length);
    return words;
  }

  private Run done(String input, String... words) {
    Run run = program.piped(input, words);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static String found(Pattern what, String in) {
    Matcher matcher = what.matcher(in);
    assertThat(matcher.find()).as(in).isTrue();
    return matcher.group(1);
  }

  private void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + program.vault());
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// Uses a code, puts the row back that it changed, and uses it again.
  private void isRefusedOnceItWasUsed(String table, String command, String code)
      throws SQLException {
    sql("CREATE TABLE older AS SELECT * FROM " + table);
    done(code + "\n", ofAnn(command));
    sql("DELETE FROM " + table, "INSERT INTO " + table + " SELECT * FROM older");

    Run again = program.piped(code + "\n", ofAnn(command));

    assertThat(again.exit()).as(again.out()).isOne();
    assertThat(again.out()).isEmpty();
    assertThat(again.err())
        .contains("The store is not as its audit log tells: shop/ann: ")
        .contains("put back")
        .contains("damaged")
        .doesNotContain("Exception");
    assertThat(program.run("audit", "export").out()).contains("alarm.rows-contradict-log");
  }

  @Test
  void ofAFactorIsNotTaken() throws SQLException {
    isRefusedOnceItWasUsed("enrolment", "verify", device.code(1));
  }

  @Test
  void ofASetOfRecoveryCodesIsNotTaken() throws SQLException {
    isRefusedOnceItWasUsed("recovery_set", "redeem", recovery);
  }
}
