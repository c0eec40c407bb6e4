package dev.watchword.bench;

import com.google.inject.Injector;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifyOtp;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/// Right codes of many subscribers, each once: counter-based ones, since a time-based one is right
/// but twice a minute. Every verification accepts, burns, and writes its audit entry.
final class VerifierLoad implements VerifierRates.Load {

  private static final Origin BY = Origin.of("bench");

  private final int threads;
  private final Subscriber[] subscribers;
  private final Hotp[] devices;
  private final long[] counters;
  private final VerifyOtp verify;
  private final AuditTrail trail;

  VerifierLoad(Injector stores, int count, int threads) throws KeyUriSyntaxException {
    this.threads = threads;
    this.subscribers = new Subscriber[count];
    this.devices = new Hotp[count];
    this.counters = new long[count];
    SecureRandom random = new SecureRandom();
    VaultKey key = VaultKey.random(random, 1);
    EnrolmentRepository enrolments = stores.getInstance(EnrolmentRepository.class);
    AuditLog log = stores.getInstance(AuditLog.class);
    EnrolmentKeys keys = new EnrolmentKeys(key, UUID.randomUUID(), random);
    this.trail = new AuditTrail(new AuditKeys(key), "bench");
    this.verify = new VerifyOtp(enrolments, keys, log, trail, VerificationPolicy.STANDARD);
    var begin = new BeginEnrolment(enrolments, keys, log, trail, random);
    var confirm = new ConfirmEnrolment(enrolments, keys, log, trail, CodeWindow.STANDARD);
    var parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    String run = Long.toString(System.nanoTime(), 36);
    for (int i = 0; i < count; i++) {
      Subscriber who = Subscriber.of("bench", run + "-" + i);
      var request = new EnrolmentRequest(who, new Label("Bench", "b"), parameters);
      Begun begun = (Begun) begin.begin(request, BY);
      try (var offer = begun.offer();
          var uri = KeyUri.parse(offer.revealUri())) {
        devices[i] = new Hotp(uri.key().secret(), HashAlgorithm.SHA1, Digits.SIX);
        confirm.confirm(who.relyingParty(), offer.id(), SubmittedCode.of(devices[i].code(0)), BY);
      }
      subscribers[i] = who;
      counters[i] = 1;
    }
  }

  AuditTrail trail() {
    return trail;
  }

  @Override
  public long runUntil(int thread, long end, List<Long> nanos) {
    long done = 0;
    while (true) {
      for (int i = thread; i < subscribers.length; i += threads) {
        long start = System.nanoTime();
        if (start >= end) {
          return done;
        }
        SubmittedCode code = SubmittedCode.of(devices[i].code(counters[i]++));
        Verification outcome =
            verify.verify(new OtpAttempt(subscribers[i], code, Purpose.LOGIN, BY));
        if (!(outcome instanceof Verification.Accepted)) {
          throw new IllegalStateException("a right code was answered by " + outcome);
        }
        nanos.add(System.nanoTime() - start);
        done++;
      }
    }
  }
}
