package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonRepository;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An owner's acts on webhooks, what they are told beside custody, and the outbox. Thread-safe.
public final class Webhooks {

  private static final int MOST = 50;

  private final Desk desk;
  private final PeopleKeys people;

  Webhooks(Desk desk, PeopleKeys people) {
    this.desk = desk;
    this.people = people;
  }

  public List<Webhook> list() {
    return desk.records().list(Webhook.TYPE, query -> query).stream().map(Kept::value).toList();
  }

  /// Adds a webhook with a fresh secret.
  ///
  /// @param events the names of those that are told; empty for all
  /// @throws IllegalArgumentException when the address is none for a webhook, an event has no such
  ///   name, or there are 50
  public Webhook add(Custodian by, URI url, Set<String> events) {
    if (list().size() >= MOST) {
      throw new IllegalArgumentException("webhooks: at most " + MOST);
    }
    if (!events.stream().allMatch(ToldEvent::isName)) {
      throw new IllegalArgumentException("events: each is one of " + ToldEvent.names());
    }
    byte[] secret = new byte[32];
    desk.random().nextBytes(secret);
    Webhook webhook = new Webhook(desk.newId(), url, events, secret);
    Arrays.fill(secret, (byte) 0);
    desk.write(
        List.of(desk.records().insert(Webhook.TYPE, webhook)),
        desk.entry(desk.now(), by.origin(), "webhook", webhook.id(), Act.WEBHOOK_ADDED, ""));
    return webhook;
  }

  /// @return false when there is none of that id
  public boolean remove(Origin origin, UUID id) {
    return desk.retrying(() -> {
      Optional<Kept<Webhook>> found = desk.records().find(Webhook.TYPE, id);
      found.ifPresent(kept ->
          desk.write(
              List.of(desk.records().remove(Webhook.TYPE, kept)),
              desk.entry(kept.at(), origin, "webhook", id, Act.WEBHOOK_REMOVED, "")));
      return found.isPresent();
    });
  }

  /// Puts a notice that somebody got on its way to those that want the event `notice` (SECURITY
  /// EN-13, RC-08). Joins the transaction that its thread is in.
  ///
  /// @param persons tells the name of who got it
  /// @throws dev.watchword.core.seal.TamperingException when a webhook, or the row of that person,
  ///   was changed outside of Watchword
  /// @throws dev.watchword.core.vault.StorageException when the store can't do its work
  public void tell(Notice notice, PersonRepository persons) {
    List<RecordWrite> deliveries =
        desk.deliveries(
            notice.at(),
            ToldEvent.NOTICE,
            () ->
                new EventLine()
                    .with("event", ToldEvent.NOTICE.text())
                    .with("at", notice.at())
                    .with("what", notice.kind().text())
                    .with("person", notice.person())
                    .with("name", name(notice.person(), persons))
                    .with("source", notice.source()));
    if (!deliveries.isEmpty()) {
      desk.records().store().write(deliveries, List.of());
    }
  }

  private String name(PersonId id, PersonRepository persons) {
    return persons.find(id).value().map(row -> people.open(row).name().value()).orElse("");
  }

  /// Sends a delivery (a port).
  @FunctionalInterface
  public interface Sender {

    /// @return whether it was taken; one that was not is tried again later
    boolean send(Webhook webhook, Delivery delivery);
  }

  /// Tries what is due once; each delivery is tried by one node at a time.
  ///
  /// @return how many were taken
  public int send(Sender sender) {
    int taken = 0;
    List<Kept<Delivery>> due =
        desk.records().list(Delivery.TYPE, query -> query.standing(RecordQuery.Standing.LIVE));
    for (Kept<Delivery> kept : due) {
      taken += sent(kept, sender) ? 1 : 0;
    }
    desk.records()
        .list(Delivery.TYPE, query -> query.standing(RecordQuery.Standing.OVER))
        .forEach(this::forget);
    return taken;
  }

  private boolean sent(Kept<Delivery> due, Sender sender) {
    Delivery tried = due.value().tried(due.at());
    try {
      desk.records()
          .store()
          .write(List.of(desk.records().replaceLive(Delivery.TYPE, due, tried)), List.of());
    } catch (StaleRecordException anotherNode) {
      return false;
    }
    Optional<Kept<Webhook>> webhook = desk.records().find(Webhook.TYPE, tried.webhook());
    if (webhook.isPresent() && !sender.send(webhook.get().value(), tried)) {
      return false;
    }
    forget(new Kept<>(tried, due.revision() + 1, due.at()));
    return webhook.isPresent();
  }

  private void forget(Kept<Delivery> done) {
    try {
      desk.records().store().write(List.of(desk.records().remove(Delivery.TYPE, done)), List.of());
    } catch (StaleRecordException gone) {
      // another node has
    }
  }
}
