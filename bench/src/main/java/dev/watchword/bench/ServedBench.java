package dev.watchword.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.HttpModule;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.adapters.imaging.ImagingModule;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.seal.VaultKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Watchword's server on a store, with enrolled subscribers and a load of right codes, each once:
/// counter-based ones, since a time-based one is right but twice a minute. Every request goes the
/// whole way: token, JSON, accept, burn, audit entry.
final class ServedBench implements AutoCloseable {

  private static final RelyingPartyId BENCH = new RelyingPartyId("bench");
  private static final Origin BY = Origin.of("bench");

  private final Database database;
  private final WatchwordServer server;
  private final Injector parts;
  private final LinkAudit link;
  private final String token;
  private final String[] subscribers;
  private final Hotp[] devices;
  private final long[] counters;

  ServedBench(Database database, int count) throws Exception {
    this.database = database;
    SecureRandom random = new SecureRandom();
    VaultKey key = VaultKey.random(random, 1);
    this.parts =
        Guice.createInjector(
            new StorageModule(database),
            new ImagingModule(),
            new HttpModule(),
            new BenchModule(key, Optional::empty));
    this.server = parts.getInstance(WatchwordServer.class);
    this.link =
        new LinkAudit(
            parts.getInstance(AuditLog.class), new AuditTrail(new AuditKeys(key), "bench"));
    this.token =
        new IssueApiToken(
                parts.getInstance(ApiTokenRepository.class),
                new TokenKeys(key),
                random,
                InstantSource.system())
            .issue("bench", Set.of(TokenScope.VERIFIER_VERIFY), BENCH, Duration.ofDays(1))
            .text()
            .reveal();
    this.subscribers = new String[count];
    this.devices = new Hotp[count];
    this.counters = new long[count];
    Random names = new Random(count);
    for (int i = 0; i < count; i++) {
      subscribers[i] = "%032x".formatted(new BigInteger(128, names)); // among all the others
    }
    AtomicInteger next = new AtomicInteger();
    Thread[] enrolling = new Thread[32];
    for (int t = 0; t < enrolling.length; t++) {
      enrolling[t] =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                  enrol(i);
                }
              });
    }
    for (Thread each : enrolling) {
      each.join();
    }
    server.start();
  }

  private void enrol(int i) {
    Verifier verifier = parts.getInstance(CurrentVerifier.class).verifier().orElseThrow();
    var who = Subscriber.of("bench", subscribers[i]);
    var parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    var request = new EnrolmentRequest(who, new Label("Bench", "b"), parameters);
    Begun begun = (Begun) verifier.begin().begin(request, BY);
    try (var offer = begun.offer();
        var uri = KeyUri.parse(offer.revealUri())) {
      devices[i] = new Hotp(uri.key().secret(), HashAlgorithm.SHA1, Digits.SIX);
      var outcome =
          verifier.confirm().confirm(BENCH, offer.id(), SubmittedCode.of(devices[i].code(0)), BY);
      if (outcome.toString().startsWith("Confirmed")) {
        counters[i] = 1;
      }
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Each thread has subscribers of its own, and goes round among them.
  ClosedLoop.Load load(int threads) {
    return thread -> {
      LoopbackHttp http = new LoopbackHttp(server.port());
      int[] at = {thread};
      return () -> {
        int i = at[0];
        at[0] = i + threads < subscribers.length ? i + threads : thread;
        byte[] request =
            LoopbackHttp.request(
                "POST",
                "/api/v1/subscribers/" + subscribers[i] + "/verify",
                server.port(),
                token,
                "{\"code\":\"" + nextCode(i) + "\"}");
        int status = http.exchange(request);
        if (status != 200) {
          throw new IllegalStateException("a right code was answered by " + status);
        }
      };
    };
  }

  /// One in a million is the same as the one before it, which nobody takes twice: that is left out.
  private String nextCode(int i) {
    String before = devices[i].code(counters[i] - 1);
    String code = devices[i].code(counters[i]++);
    while (code.equals(before)) {
      code = devices[i].code(counters[i]++);
    }
    return code;
  }

  /// What the server's chores do every second.
  void linkAudit() {
    long linked = link.link();
    if (linked < 0) {
      throw new IllegalStateException("a negative count");
    }
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
