package dev.watchword.core.recovery;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.throttle.Attempts;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Issues a set of ten recovery codes; an older set dies in the same moment, on all nodes (SECURITY
/// RC-01, RC-05).
///
/// It does not ask for proof: the relying party has asked for the password and the factor before it
/// calls (EN-08). Thread-safe.
public final class IssueRecoveryCodes {

  /// Codes in a set.
  public static final int CODES = 10;

  private final RecoveryRepository repository;
  private final RecoveryKeys keys;
  private final AuditTrail trail;
  private final SecureRandom random;

  public IssueRecoveryCodes(
      RecoveryRepository repository, RecoveryKeys keys, AuditTrail trail, SecureRandom random) {
    this.repository = repository;
    this.keys = keys;
    this.trail = trail;
    this.random = random;
  }

  /// @return the caller's to show once and to close
  public RecoveryCodes issue(Subscriber subscriber, Origin origin) {
    Reading<RecoverySet> before = repository.find(subscriber);
    UUID id = randomId();
    List<RecoveryCode> codes =
        Stream.generate(() -> RecoveryCode.random(random)).limit(CODES).toList();
    RecoverySet set =
        new RecoverySet(
            subscriber,
            id,
            codes.stream().map(code -> keys.hash(subscriber, id, code)).toList(),
            0,
            Attempts.NONE,
            Optional.empty(),
            before.at(),
            1,
            Optional.empty());
    boolean inPlaceOfOthers = before.value().isPresent();
    Act act = inPlaceOfOthers ? Act.ISSUED_IN_PLACE_OF_OTHERS : Act.ISSUED;
    var event = new AuditEvent.Recovery(subscriber, act, CODES, 0);
    repository.put(set, trail.entry(before.at(), origin, event));
    return new RecoveryCodes(codes, inPlaceOfOthers);
  }

  private UUID randomId() {
    ByteBuffer bits = ByteBuffer.allocate(16);
    random.nextBytes(bits.array());
    return new UUID(bits.getLong(), bits.getLong());
  }
}
