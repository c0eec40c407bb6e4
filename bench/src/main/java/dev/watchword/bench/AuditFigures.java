package dev.watchword.bench;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// A store whose audit log is long and old: entries of accepted codes of many subscribers, forty
/// days ago, and the factors of these. What is measured on it is `bench/audit`'s to say.
///
/// usage: `AuditFigures FOLDER ENTRIES SUBSCRIBERS`
final class AuditFigures {

  private AuditFigures() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    long entries = Long.parseLong(arguments[1]);
    int subscribers = Integer.parseInt(arguments[2]);
    try (BenchStore store = BenchStore.sqlite(folder);
        CustodyNode node = new CustodyNode(store.settings(), "here")) {
      long start = System.nanoTime();
      node.fillAudit(
          entries,
          Instant.now().minus(Duration.ofDays(40)),
          i ->
              new AuditEvent.Otp(
                  subscriber((int) (i % subscribers)),
                  "sign-in",
                  AuditEvent.Otp.Verdict.ACCEPTED,
                  OptionalLong.of(0),
                  0));
      node.enrol(subscribers, AuditFigures::subscriber);
      System.out.printf(
          "%d entries of forty days ago, %d subscribers: made in %.0f s%n",
          entries, subscribers, (System.nanoTime() - start) / 1e9);
    }
  }

  private static Subscriber subscriber(int i) {
    return Subscriber.of("bench", "subscriber" + i);
  }
}
