package dev.watchword.core.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.matching.Match.Fresh;
import dev.watchword.core.matching.Match.None;
import dev.watchword.core.matching.Match.Used;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CodeMatcherTest {

  private static final SharedSecret SECRET =
      SharedSecret.copyOf("twenty bytes of test".getBytes(StandardCharsets.US_ASCII));
  private static final OtpKey KEY = new OtpKey(TotpParameters.STANDARD, SECRET);
  private static final Totp TOTP = new Totp(SECRET, TotpParameters.STANDARD);
  private static final Instant NOW = Instant.ofEpochSecond(3_000_000_015L);
  private static final long STEP = 100_000_000L;

  private static SubmittedCode code(long step) {
    return SubmittedCode.of(TOTP.code(step));
  }

  private static Match find(SubmittedCode code, long lastStep) {
    return CodeMatcher.find(code, KEY, lastStep, 0, NOW, CodeWindow.STANDARD);
  }

  @Test
  void tellsFreshFromUsedFromNone() {
    assertThat(find(code(STEP), -1)).isEqualTo(new Fresh(STEP));
    assertThat(find(code(STEP), STEP - 1)).isEqualTo(new Fresh(STEP));
    assertThat(find(code(STEP), STEP)).isEqualTo(new Used(STEP));
    assertThat(find(code(STEP - 1), STEP + 1)).isEqualTo(new Used(STEP - 1));
    assertThat(find(code(STEP + 2), -1)).isEqualTo(new None());
    assertThat(find(SubmittedCode.of("nothing"), -1)).isEqualTo(new None());
  }

  @Test
  void takesACodeThatWasAcceptedForNoLaterOnesAsWell() { // OV-06
    HotpParameters parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    OtpKey key = new OtpKey(parameters, SECRET);
    long counter = 0;
    try (Hotp hotp = new Hotp(SECRET, HashAlgorithm.SHA1, Digits.SIX)) {
      while (hotp.value(counter) != hotp.value(counter + 3)) {
        counter++;
      }
      SubmittedCode code = SubmittedCode.of(hotp.code(counter));
      assertThat(CodeMatcher.find(code, key, counter - 1, 0, NOW, CodeWindow.STANDARD))
          .isEqualTo(new Fresh(counter));
      assertThat(CodeMatcher.find(code, key, counter, 0, NOW, CodeWindow.STANDARD))
          .isEqualTo(new Used(counter));
      assertThat(CodeMatcher.find(code, key, counter + 1, 0, NOW, CodeWindow.STANDARD))
          .as("as likely as any guess")
          .isEqualTo(new Fresh(counter + 3));
    }
  }

  @Test
  void beginsAtTheFirstStepOfAll() {
    Match first = CodeMatcher.find(code(0), KEY, -1, 0, Instant.EPOCH, CodeWindow.STANDARD);

    assertThat(first).isEqualTo(new Fresh(0));
    assertThat(CodeMatcher.find(code(1), KEY, -1, -3, Instant.EPOCH, CodeWindow.STANDARD))
        .isEqualTo(new None());
  }

  @Test
  void findsAPairInTheirOrderAlone() {
    assertThat(CodeMatcher.findPair(code(7), code(8), KEY, 0, 40)).isEqualTo(OptionalLong.of(8));
    assertThat(CodeMatcher.findPair(code(8), code(7), KEY, 0, 40)).isEmpty();
    assertThat(CodeMatcher.findPair(code(40), code(41), KEY, 0, 40)).isEqualTo(OptionalLong.of(41));
    assertThat(CodeMatcher.findPair(code(41), code(42), KEY, 0, 40)).isEmpty();
    SubmittedCode none = SubmittedCode.of("x");
    assertThat(CodeMatcher.findPair(none, none, KEY, 0, 40)).isEmpty();
  }

  @Test
  void knowsNoTypeThatAVerifierDoesNotIssue() {
    try (OtpKey steam = new OtpKey(new SteamParameters(), SECRET.copy())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CodeMatcher.find(code(1), steam, -1, 0, NOW, CodeWindow.STANDARD));
    }
  }

  /// Welch's t of the times of two classes of input, taken in random order (OV-14).
  @Test
  @Tag("slow")
  void takesTheSameTimeWhereverACodeIsRightOrWrong() {
    String right = TOTP.code(STEP);
    char other = right.charAt(0) == '9' ? '0' : (char) (right.charAt(0) + 1);
    SubmittedCode firstDigitWrong = SubmittedCode.of(other + right.substring(1));
    char last = right.charAt(5) == '9' ? '0' : (char) (right.charAt(5) + 1);
    SubmittedCode lastDigitWrong = SubmittedCode.of(right.substring(0, 5) + last);

    assertSameTime(firstDigitWrong, lastDigitWrong);
    assertSameTime(code(STEP - 1), code(STEP + 1));
  }

  /// A difference in the code shows in every run, one in the machine's load in one of them.
  private static void assertSameTime(SubmittedCode a, SubmittedCode b) {
    double least = Double.MAX_VALUE;
    for (int run = 0; run < 3 && least >= 4.5; run++) {
      least = Math.min(least, Math.abs(welch(a, b)));
    }
    assertThat(least).isLessThan(4.5);
  }

  private static double welch(SubmittedCode a, SubmittedCode b) {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      time(i % 2 == 0 ? a : b);
    }
    double[][] stats = new double[2][3];
    for (int i = 0; i < 1_000_000; i++) {
      int kind = random.nextInt(2);
      double nanos = time(kind == 0 ? a : b);
      if (nanos < 20_000) { // what was interrupted tells nothing of the code
        stats[kind][0]++;
        double delta = nanos - stats[kind][1];
        stats[kind][1] += delta / stats[kind][0];
        stats[kind][2] += delta * (nanos - stats[kind][1]);
      }
    }
    double error =
        stats[0][2] / stats[0][0] / (stats[0][0] - 1)
            + stats[1][2] / stats[1][0] / (stats[1][0] - 1);
    return (stats[0][1] - stats[1][1]) / Math.sqrt(error);
  }

  private static double time(SubmittedCode code) {
    long start = System.nanoTime();
    Match match = find(code, STEP - 5);
    long nanos = System.nanoTime() - start;
    return match.hashCode() == 42 ? 0 : nanos;
  }
}
