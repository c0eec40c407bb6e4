package dev.watchword.core.enrolment;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.BeginOutcome.DuplicateSecret;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.StorageException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Starts an enrolment, or shows again the one that is pending (SECURITY EN-02): a refreshed page,
/// a second tab and another node all give the same secret.
///
/// The factor that the subscriber has until now goes on working (EN-07). It does not ask for proof:
/// the relying party has asked for the password, and for the present factor where there is one,
/// before it calls (EN-01). Thread-safe.
public final class BeginEnrolment {

  /// How long an enrolment may stay pending (EN-03).
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int MAX_ROUNDS = 16;

  private final EnrolmentRepository enrolments;
  private final EnrolmentKeys keys;
  private final AuditLog log;
  private final AuditTrail trail;
  private final SecureRandom random;

  public BeginEnrolment(
      EnrolmentRepository enrolments,
      EnrolmentKeys keys,
      AuditLog log,
      AuditTrail trail,
      SecureRandom random) {
    this.enrolments = enrolments;
    this.keys = keys;
    this.log = log;
    this.trail = trail;
    this.random = random;
  }

  public BeginOutcome begin(EnrolmentRequest request, Origin origin) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Reading<Pending> reading = enrolments.pending(request.subscriber());
      Instant now = reading.at();
      if (reading.value().isPresent() && !reading.value().get().hasExpired(now)) {
        Pending standing = reading.value().get();
        var shown =
            new AuditEvent.Enrolment(request.subscriber(), standing.id().value(), Act.SHOWN);
        log.append(trail.entry(now, origin, shown));
        return new Begun(offer(standing, keys.open(standing)), false);
      }
      KeyUri uri = draw(request);
      switch (store(request, uri, now, origin)) {
        case Stored stored -> {
          return new Begun(offer(stored.pending(), uri), true);
        }
        case NotStored(boolean duplicate) -> {
          uri.close();
          if (duplicate) {
            return new DuplicateSecret();
          }
        }
      }
    }
    throw new StorageException("Enrolments of this subscriber keep changing; try again.");
  }

  private KeyUri draw(EnrolmentRequest request) {
    SharedSecret secret = SharedSecret.random(random, request.algorithm().outputBytes());
    return new KeyUri(request.label(), new OtpKey(request.parameters(), secret));
  }

  private sealed interface Storing {}

  private record Stored(Pending pending) implements Storing {}

  private record NotStored(boolean duplicate) implements Storing {}

  private Storing store(EnrolmentRequest request, KeyUri uri, Instant now, Origin origin) {
    EnrolmentId id = EnrolmentId.random(random);
    Pending fresh =
        new Pending(
            id,
            request.subscriber(),
            keys.sealPending(id, request.subscriber(), uri.key(), request.label()),
            now.plus(LIFETIME),
            0,
            1,
            Optional.empty());
    var begun = new AuditEvent.Enrolment(request.subscriber(), id.value(), Act.BEGUN);
    return switch (enrolments.begin(
        fresh, keys.fingerprint(uri.key().secret()), trail.entry(now, origin, begun))) {
      case STORED -> new Stored(fresh);
      case ANOTHER_IS_PENDING -> new NotStored(false);
      case DUPLICATE_SECRET -> new NotStored(true);
    };
  }

  private static EnrolmentOffer offer(Pending pending, KeyUri uri) {
    return new EnrolmentOffer(pending.id(), pending.subscriber(), uri, pending.expiresAt());
  }
}
