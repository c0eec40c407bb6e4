package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes, lists and takes back upload links. An operator sees and ends their own, an owner all.
/// Thread-safe.
public final class UploadLinks {

  /// How long a link counts unless something else is asked for.
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(72);

  /// The longest that a link may count.
  public static final Duration MAX_LIFETIME = Duration.ofDays(30);

  /// The longest that a factor may be held.
  public static final Duration MAX_HOLDING = Duration.ofDays(366);

  private final Desk desk;
  private final LinkPins pins;

  UploadLinks(Desk desk, LinkPins pins) {
    this.desk = desk;
    this.pins = pins;
  }

  /// @param pin told to the customer by another way, 4 to 32 characters; five wrong ones end the
  ///   link
  /// @throws IllegalArgumentException when a time is past or too far off, or the PIN out of range
  public MadeLink make(Custodian by, LinkTerms terms, Optional<String> pin) {
    Instant now = desk.now();
    if (!terms.expiresAt().isAfter(now) || terms.expiresAt().isAfter(now.plus(MAX_LIFETIME))) {
      throw new IllegalArgumentException("expiresAt: within the next 30 days");
    }
    if (terms.heldUntil().isAfter(now.plus(MAX_HOLDING))) {
      throw new IllegalArgumentException("heldUntil: within the next 366 days");
    }
    UUID id = desk.newId();
    CustodyToken token = CustodyToken.random(CustodyToken.LINK, desk.random());
    UploadLink link =
        new UploadLink(
            id,
            token.hash(),
            terms,
            by.id(),
            now,
            pin.map(text -> pins.hash(id, text)).orElse(""),
            0,
            UploadLink.State.OPEN);
    desk.write(
        List.of(desk.records().insert(UploadLink.TYPE, link)),
        desk.entry(now, by.origin(), "link", id, Act.LINK_MADE, ""));
    return new MadeLink(token, link);
  }

  /// The newest 500, used and expired ones too.
  public List<UploadLink> list(Custodian by) {
    return desk
        .records()
        .list(
            UploadLink.TYPE, query -> (by.owner() ? query : query.of(List.of(by.id()))).newest(500))
        .stream()
        .map(Kept::value)
        .toList();
  }

  /// @return false when there is no such link of theirs, or it can't be used any more
  public boolean revoke(Custodian by, UUID id) {
    return desk.retrying(() -> {
      Optional<Kept<UploadLink>> found =
          desk.records()
              .find(UploadLink.TYPE, id)
              .filter(kept -> by.owner() || kept.value().createdBy().equals(by.id()))
              .filter(kept -> kept.value().state() == UploadLink.State.OPEN);
      found.ifPresent(kept ->
          desk.write(
              List.of(
                  desk.records()
                      .replace(
                          UploadLink.TYPE, kept, kept.value().withState(UploadLink.State.REVOKED))),
              desk.entry(kept.at(), by.origin(), "link", id, Act.LINK_REVOKED, "")));
      return found.isPresent();
    });
  }
}
