package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultLockedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells pages by server-sent events (HTML standard, 9.2) that the vault was changed, by whichever
/// process, or that the session has ended; the stream ends with it (SECURITY SE-05).
///
/// A stream waits on its connection's own thread and looks once a second at the vault's revision,
/// which all streams share, so that many of them ask the store no more often than one.
final class EventEndpoint {

  private static final String TYPE = "text/event-stream";
  private static final long LOOK_MILLIS = 1_000;
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /// @param revision empty while the vault is locked
  /// @param at in the time of [System#nanoTime]
  private record Look(OptionalLong revision, long at) {}

  private final ServedVault vault;
  private final EventStreams streams;
  private @Nullable Look last;

  EventEndpoint(ServedVault vault, EventStreams streams) {
    this.vault = vault;
    this.streams = streams;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route("GET", "/api/v1/events", new Access.Needs(Permission.SEE_ENTRIES), this::events));
  }

  private Answer events(Exchange exchange) {
    exchange.knowsOnly(java.util.Set.of());
    if (!exchange.header("Accept").orElse("").contains(TYPE)) {
      throw new Problem(
              406,
              "not-acceptable",
              "The answer has another type",
              "This is a stream; ask for it with Accept: text/event-stream.")
          .asException();
    }
    Object person = exchange.callerKey().orElseThrow();
    streams.enter(person);
    return Answer.streaming(
        TYPE,
        Map.of("X-Accel-Buffering", "no"),
        new Answer.Streaming() {
          @Override
          public void write(OutputStream out) throws IOException, InterruptedException {
            stream(exchange, out);
          }

          @Override
          public void close() {
            streams.leave(person);
          }
        });
  }

  private void stream(Exchange exchange, OutputStream out)
      throws IOException, InterruptedException {
    send(out, "retry: 2000\n\n");
    long checked = System.nanoTime();
    long sent = checked;
    @Nullable OptionalLong told = null;
    do {
      long now = System.nanoTime();
      if (now - checked >= CHECK_NANOS) {
        checked = now;
        if (!stillAdmitted(exchange)) {
          send(out, event("session", "{\"ended\":true}"));
          return;
        }
      }
      OptionalLong revision = revision(now);
      if (!revision.equals(told)) {
        if (revision.isEmpty()) {
          send(out, event("vault", "{\"open\":false}"));
        } else {
          if (told != null && told.isEmpty()) {
            send(out, event("vault", "{\"open\":true}"));
          }
          send(out, event("entries", "{\"revision\":" + revision.getAsLong() + "}"));
        }
        told = revision;
        sent = now;
      } else if (now - sent >= BEAT_NANOS) {
        send(out, ":\n\n");
        sent = now;
      }
      ConnectionGuard.streamIsAlive();
    } while (streams.pause(LOOK_MILLIS));
  }

  /// Where the store can't say, the stream ends too; the page asks for another.
  private static boolean stillAdmitted(Exchange exchange) {
    try {
      return exchange.stillAdmitted();
    } catch (StorageException | VaultLockedException e) {
      return false;
    }
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private synchronized OptionalLong revision(long now) {
    Look known = last;
    if (known == null || now - known.at >= FRESH_NANOS) {
      known = new Look(look(known), System.nanoTime());
      last = known;
    }
    return known.revision;
  }

  /// A store that can't be read now says nothing new.
  private OptionalLong look(@Nullable Look before) {
    try {
      return vault.isOpen() ? OptionalLong.of(vault.open().revision()) : OptionalLong.empty();
    } catch (VaultLockedException locked) {
      return OptionalLong.empty();
    } catch (StorageException e) {
      return before == null ? OptionalLong.empty() : before.revision;
    }
  }
}
