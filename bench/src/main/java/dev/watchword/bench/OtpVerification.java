package dev.watchword.bench;

import com.bastiaanjansen.otp.TOTPGenerator;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.warrenstrange.googleauth.GoogleAuthenticator;
import dev.samstevens.totp.code.CodeVerifier;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.code.DefaultCodeVerifier;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifyOtp;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One verification of a code that is right now, one step either side allowed (SHA-1, six digits,
/// 30 s), each call in the time step after the last one.
///
/// Ours opens the sealed secret, computes all three codes, keeps the step, the drift and the tally,
/// and makes the audit entry. The peers are handed the open secret, stop at the first match, and
/// keep nothing; java-otp has no verification, so it is asked for three codes.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OtpVerification {

  private static final long FIRST_STEP = 60_000_000L;
  private static final int STEPS = 1 << 16;
  private static final Subscriber ANN = Subscriber.of("bench", "ann");
  private static final Origin BY = Origin.of("bench");

  private final String[] codes = new String[STEPS];
  private final OneFactor store = new OneFactor();
  private final AuditTrail trail;
  private final EnrolmentKeys keys;
  private final VerifyOtp verify;
  private final Active fresh;
  private final String base32;
  private final Key key;
  private int at;

  private final GoogleAuthenticator googleAuth = new GoogleAuthenticator();
  private final CodeVerifier samStevens =
      new DefaultCodeVerifier(new DefaultCodeGenerator(), this::seconds);
  private final TimeBasedOneTimePasswordGenerator javaOtp = new TimeBasedOneTimePasswordGenerator();
  private final TOTPGenerator otpJava;

  /// Enrols a subscriber, and knows the codes of the steps to come.
  public OtpVerification() {
    SecureRandom random = new SecureRandom();
    VaultKey vaultKey = VaultKey.random(random, 1);
    this.trail = new AuditTrail(new AuditKeys(vaultKey), "bench");
    this.keys = new EnrolmentKeys(vaultKey, UUID.randomUUID(), random, true);
    this.verify = new VerifyOtp(store, keys, store, trail, VerificationPolicy.STANDARD);
    store.now = Instant.ofEpochSecond((FIRST_STEP - 1) * 30);
    var request = new EnrolmentRequest(ANN, new Label("Bench", "ann"));
    Begun begun = (Begun) new BeginEnrolment(store, keys, store, trail, random).begin(request, BY);
    try (var offer = begun.offer();
        var uri = KeyUri.parse(offer.revealUri());
        Totp totp = new Totp(uri.key().secret(), TotpParameters.STANDARD)) {
      var first = SubmittedCode.of(totp.code(FIRST_STEP - 1));
      var outcome =
          new ConfirmEnrolment(store, keys, store, trail, CodeWindow.STANDARD)
              .confirm(ANN.relyingParty(), offer.id(), first, BY);
      if (!outcome.toString().startsWith("Confirmed")) {
        throw new IllegalStateException(outcome.toString());
      }
      for (int i = 0; i < STEPS; i++) {
        codes[i] = totp.code(FIRST_STEP + i);
      }
      this.base32 = uri.key().secret().expose(Base32::encode);
      this.key = uri.key().secret().expose(bytes -> new SecretKeySpec(bytes, "HmacSHA1"));
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
    this.fresh = store.factor();
    this.otpJava =
        new TOTPGenerator.Builder(base32.getBytes(StandardCharsets.US_ASCII))
            .withClock(clock())
            .build();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(seconds());
      }
    };
  }

  private long seconds() {
    return (FIRST_STEP + at) * 30;
  }

  private String next() {
    at++;
    if (at == STEPS) {
      at = 0;
      store.restore(fresh);
    }
    return codes[at];
  }

  /// Refuses to measure what does not accept.
  @Setup
  public void allAccept() throws InvalidKeyException {
    if (!(ours() instanceof Verification.Accepted)
        || !googleAuth()
        || !samStevens()
        || !otpJava()
        || !javaOtp()) {
      throw new IllegalStateException("a right code was refused");
    }
  }

  @Benchmark
  public Verification ours() {
    SubmittedCode code = SubmittedCode.of(next());
    store.now = Instant.ofEpochSecond(seconds());
    return verify.verify(new OtpAttempt(ANN, code, Purpose.LOGIN, BY));
  }

  @Benchmark
  public boolean googleAuth() {
    return googleAuth.authorize(base32, Integer.parseInt(next()), seconds() * 1000);
  }

  @Benchmark
  public boolean samStevens() {
    return samStevens.isValidCode(base32, next());
  }

  @Benchmark
  public boolean otpJava() {
    return otpJava.verify(next(), 1);
  }

  @Benchmark
  public boolean javaOtp() throws InvalidKeyException {
    String code = next();
    boolean right = false;
    for (int step = -1; step <= 1; step++) {
      Instant then = Instant.ofEpochSecond(seconds() + 30L * step);
      right |= javaOtp.generateOneTimePasswordString(key, then).equals(code);
    }
    return right;
  }
}
