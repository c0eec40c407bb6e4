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
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that somebody put back to what they were, before commands that work on the store by
/// themselves, each in a process that remembers nothing (SECURITY CR-12).
class PutBackRowIT {

  @TempDir Path home;
  private Program program;
  private Hotp device;
  private String recovery;

  @BeforeEach
  void enrolled() throws Exception {
    program = new Program(home);
    done("", "init");
    String began = done("", ofAnn("enrol", "--issuer", "S", "--type", "hotp", "-o", "json")).out();
    OtpKey key = KeyUri.parse(EnrolOutput.uri(began)).key();
    device = new Hotp(key.secret(), HashAlgorithm.SHA1, Digits.SIX);
    String confirmed =
        done(
                device.code(0) + "\n",
                ofAnn(
                    "enrol", "--confirm", EnrolOutput.id(began), "--recovery-codes", "-o", "json"))
            .out();
    recovery = EnrolOutput.recoveryCode(confirmed);
  }

  private static String[] ofAnn(String command, String... more) {
    return Stream.concat(Stream.of(command, "ann", "--relying-party", "shop"), Arrays.stream(more))
        .toArray(String[]::new);
  }

  private Run done(String input, String... words) {
    Run run = program.piped(input, words);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
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
