package dev.watchword.core.otp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TotpThreadSafetyTest {

  private static final int THREADS = 8;
  private static final int STEPS = 5_000;

  @ParameterizedTest
  @EnumSource
  void givesManyThreadsTheCodesThatItGivesOne(HashAlgorithm algorithm)
      throws InterruptedException, ExecutionException {
    SharedSecret secret = SharedSecret.copyOf("shared by all threads".getBytes(US_ASCII));
    TotpParameters parameters = new TotpParameters(algorithm, Digits.EIGHT, Duration.ofSeconds(30));
    List<String> expected = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      // an instance for each code, so that nothing is shared
      try (Totp own = new Totp(secret, parameters)) {
        expected.add(own.code(step));
      }
    }
    CyclicBarrier together = new CyclicBarrier(THREADS);
    try (Totp totp = new Totp(secret, parameters);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<List<String>> all =
          () -> {
            together.await();
            List<String> codes = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
              codes.add(totp.ofStep(step).code());
            }
            return codes;
          };
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        answers.add(threads.submit(all));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }
}
