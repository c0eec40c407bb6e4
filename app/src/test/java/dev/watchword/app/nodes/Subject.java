package dev.watchword.app.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.app.nodes.Event.Act;
import dev.watchword.app.nodes.Event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// A subscriber with a counter-based factor and recovery codes, whom several clients work on at
/// once. Thread-safe.
final class Subject {

  /// How many counters the verifier looks ahead.
  private static final int LOOK_AHEAD = 10;

  private final Device device;
  private final AtomicLong next = new AtomicLong(1);
  private final AtomicLong accepted = new AtomicLong();
  private volatile CodeSet codes;

  /// A set of recovery codes, as one client was shown it.
  private record CodeSet(String name, List<String> codes) {}

  private Subject(Device device, CodeSet codes) {
    this.device = device;
    this.codes = codes;
  }

  static Subject enrol(ApiClient client, String name) {
    Device device = Device.enrol(client, name, "hotp");
    return new Subject(device, set(name + "/0", client.issue(name).json()));
  }

  private static CodeSet set(String name, JsonNode issued) {
    List<String> codes = new ArrayList<>();
    issued.get("codes").forEach(code -> codes.add(code.asText()));
    return new CodeSet(name, List.copyOf(codes));
  }

  /// Does something at random.
  Event act(ApiClient client, Random random) {
    int dice = random.nextInt(20);
    if (dice == 0) {
      return replace(client, random.nextLong());
    }
    return dice < 6 ? redeem(client, random.nextInt(10)) : verify(client, random);
  }

  /// The code that nobody has had accepted yet, or the one before it.
  private Event verify(ApiClient client, Random random) {
    long place = Math.max(1, next.get() - random.nextInt(2));
    while (isAlsoALaterOnes(place)) {
      place++;
    }
    Event event = verify(client, place);
    switch (event.outcome()) {
      case ACCEPTED -> {
        accepted.accumulateAndGet(place, Math::max);
        next.accumulateAndGet(place + 1, Math::max);
      }
      // not further than the verifier looks ahead, should none of the unknown ones have been done
      case UNKNOWN -> goOn(place, 8);
      case REFUSED -> {
        if (place >= accepted.get() + 8) {
          goOn(place, 14);
        }
      }
    }
    return event;
  }

  /// Once in a hundred thousand a code is that of one of the next ten counters as well. The one
  /// that was accepted last is not taken for that; an earlier one may be, as any guess may.
  private boolean isAlsoALaterOnes(long place) {
    String code = device.counted(place);
    return LongStream.rangeClosed(place + 1, place + LOOK_AHEAD)
        .anyMatch(later -> device.counted(later).equals(code));
  }

  private void goOn(long place, int most) {
    next.accumulateAndGet(Math.min(place + 1, accepted.get() + most), Math::max);
  }

  private Event verify(ApiClient client, long place) {
    long began = System.nanoTime();
    ApiClient.Reply reply = client.verify(device.subscriber(), device.counted(place));
    return event(began, device.subscriber(), Act.VERIFY, place, reply, 200);
  }

  private Event redeem(ApiClient client, int place) {
    CodeSet tried = codes;
    long began = System.nanoTime();
    ApiClient.Reply reply = client.redeem(device.subscriber(), tried.codes.get(place));
    return event(began, tried.name, Act.REDEEM, place, reply, 200);
  }

  private Event replace(ApiClient client, long name) {
    CodeSet old = codes;
    long began = System.nanoTime();
    ApiClient.Reply reply = client.issue(device.subscriber());
    Event event = event(began, old.name, Act.REPLACE_SET, -1, reply, 201);
    if (event.accepted()) {
      codes = set(device.subscriber() + "/" + name, reply.json());
    }
    return event;
  }

  private static Event event(
      long began, String subject, Act act, long place, ApiClient.Reply reply, int good) {
    Outcome outcome =
        reply.is(good) ? Outcome.ACCEPTED : reply.is(429) ? Outcome.REFUSED : Outcome.UNKNOWN;
    if (outcome == Outcome.UNKNOWN && reply.status().isPresent() && !reply.is(503)) {
      throw new AssertionError("neither yes, no nor unknown: " + reply);
    }
    return new Event(began, System.nanoTime(), subject, act, place, outcome);
  }

  /// Every code once more, when all is quiet: what was burnt must still be.
  void tryAllAgain(ApiClient client, List<Event> history) {
    if (!client
        .call("POST", "/api/v1/subscribers/" + device.subscriber() + "/unlock", "")
        .is(204)) {
      throw new AssertionError("not unlocked");
    }
    // what was used is told apart from what is wrong, and not charged
    long last = next.get();
    for (long place = Math.max(1, last - 3); place <= last; place++) {
      if (!isAlsoALaterOnes(place)) {
        history.add(verify(client, place));
      }
    }
    for (int place = 0; place < 10; place++) {
      history.add(redeem(client, place));
    }
  }
}
