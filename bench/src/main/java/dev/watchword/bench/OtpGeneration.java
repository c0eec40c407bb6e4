package dev.watchword.bench;

import com.bastiaanjansen.otp.TOTPGenerator;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.warrenstrange.googleauth.GoogleAuthenticator;
import dev.samstevens.totp.code.CodeGenerator;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.SharedSecret;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/// One TOTP code of one secret (SHA-1, six digits, 30 s), each call in the time step after the last
/// one, by us, by the peers in the shape in which each wants its secret, and the floor.
///
/// Every generator is built once, outside of the measurement, as its documentation shows.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OtpGeneration {

  private static final long FIRST_SECOND = 1_800_000_000L;

  private long second = FIRST_SECOND;

  private final byte[] block = new byte[119];
  private final byte[] hash = new byte[20];
  private final MessageDigest sha1 = sha1();

  private final SharedSecret secret =
      SharedSecret.copyOf("twenty bytes of key!".getBytes(StandardCharsets.US_ASCII));
  private final String base32 = secret.expose(Base32::encode);
  private final Key key = secret.expose(bytes -> new SecretKeySpec(bytes, "HmacSHA1"));

  private final Totp totp = new Totp(secret, TotpParameters.STANDARD);
  private final OtpKey otpKey = new OtpKey(TotpParameters.STANDARD, secret.copy());
  private final TimeBasedOneTimePasswordGenerator javaOtp = new TimeBasedOneTimePasswordGenerator();
  private final GoogleAuthenticator googleAuth = new GoogleAuthenticator();
  private final CodeGenerator samStevens = new DefaultCodeGenerator();
  private final TOTPGenerator otpJava =
      TOTPGenerator.withDefaultValues(base32.getBytes(StandardCharsets.US_ASCII));

  /// Refuses to measure generators that do not agree.
  @Setup
  public void sameCodes() throws InvalidKeyException, CodeGenerationException {
    String code = totp.at(Instant.ofEpochSecond(FIRST_SECOND)).code();
    second = FIRST_SECOND - 30;
    check(code, ours());
    second = FIRST_SECOND - 30;
    check(code, oursBare());
    second = FIRST_SECOND - 30;
    check(code, oursKeyedEachTime());
    second = FIRST_SECOND - 30;
    check(code, javaOtp());
    second = FIRST_SECOND - 30;
    check(code, String.valueOf(1_000_000 + googleAuth()).substring(1));
    second = FIRST_SECOND - 30;
    check(code, samStevens());
    second = FIRST_SECOND - 30;
    check(code, otpJava());
  }

  /// Calls the benchmark until a second of processor time went into it, so that it is compiled
  /// however little of the machine this thread gets.
  @Setup
  public void warmUp(BenchmarkParams benchmark, Blackhole blackhole)
      throws DigestException, InvalidKeyException, CodeGenerationException {
    String name = benchmark.getBenchmark();
    String method = name.substring(name.lastIndexOf('.') + 1);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + 1_000_000_000L;
    while (threads.getCurrentThreadCpuTime() < end) {
      for (int i = 0; i < 1000; i++) {
        blackhole.consume(
            switch (method) {
              case "floor" -> floor();
              case "ours" -> ours();
              case "oursBare" -> oursBare();
              case "oursKeyedEachTime" -> oursKeyedEachTime();
              case "javaOtp" -> javaOtp();
              case "googleAuth" -> googleAuth();
              case "samStevens" -> samStevens();
              case "otpJava" -> otpJava();
              default -> throw new IllegalStateException(method);
            });
      }
    }
  }

  private static void check(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException("expected " + expected + ", got " + actual);
    }
  }

  private long nextSecond() {
    second += 30;
    return second;
  }

  /// SHA-1 over 119 bytes: with its padding two blocks, which no HMAC can do without.
  @Benchmark
  public byte[] floor() throws DigestException {
    block[0]++;
    sha1.update(block, 0, block.length);
    sha1.digest(hash, 0, hash.length);
    return hash;
  }

  /// An instant in, a code with its validity out.
  @Benchmark
  public String ours() {
    return totp.at(Instant.ofEpochSecond(nextSecond())).code();
  }

  /// A time step in, the bare code out.
  @Benchmark
  public String oursBare() {
    return totp.code(nextSecond() / 30);
  }

  /// From the stored key, with no keyed state kept from one code to the next.
  @Benchmark
  public String oursKeyedEachTime() {
    return otpKey.at(Instant.ofEpochSecond(nextSecond())).code();
  }

  @Benchmark
  public String javaOtp() throws InvalidKeyException {
    return javaOtp.generateOneTimePasswordString(key, Instant.ofEpochSecond(nextSecond()));
  }

  @Benchmark
  public int googleAuth() {
    return googleAuth.getTotpPassword(base32, nextSecond() * 1000);
  }

  @Benchmark
  public String samStevens() throws CodeGenerationException {
    return samStevens.generate(base32, nextSecond() / 30);
  }

  @Benchmark
  public String otpJava() {
    return otpJava.at(Instant.ofEpochSecond(nextSecond()));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
