package dev.watchword.adapters.http;

import dev.watchword.core.people.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A server with everything in memory, to look at the pages by: the owner `ada`, `olga`, `vera` and
/// `aud`, all with the same password, and a few entries. It tells the real time, and ends by
/// itself.
///
/// Arguments: the port, 7430 unless given; seconds until it ends, 270; and `new` for one without
/// vault and people, which prints its setup code.
final class DevServer {

  private DevServer() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    int port = given.isEmpty() ? 7430 : Integer.parseInt(given.get(0));
    long seconds = given.size() < 2 ? 270 : Long.parseLong(given.get(1));
    try (PeopleServer running =
        new PeopleServer(ServerSettings.standard().withPort(port), new SecureRandom())) {
      running.advance(Duration.between(running.now(), Instant.now()));
      Thread clock = Thread.ofVirtual().start(() -> tick(running));
      if (given.contains("new")) {
        System.out.println("setup code " + running.server.setupCode().orElseThrow());
      } else {
        fill(running);
      }
      System.out.println(running.server.uri() + " for " + seconds + " s");
      Thread.sleep(Duration.ofSeconds(seconds));
      clock.interrupt();
    }
  }

  private static void tick(PeopleServer running) {
    while (!Thread.currentThread().isInterrupted()) {
      Duration behind = Duration.between(running.now(), Instant.now());
      if (behind.isPositive()) {
        running.advance(behind);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @SuppressWarnings("SystemOut")
  private static void fill(PeopleServer running) {
    running.setUp();
    for (String issuer : List.of("GitHub", "GitLab", "Google", "Example Bank", "AWS", "Mastodon")) {
      running.add(
          "otpauth://totp/%1$s:ada@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ%2$s&issuer=%1$s"
              .formatted(issuer.replace(" ", "%20"), "ABCDEFGH".charAt(issuer.length() % 8)));
    }
    running.add(
        "otpauth://hotp/Old%20VPN:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=3&issuer=Old%20VPN");
    running.person("olga", Role.OPERATOR);
    running.person("vera", Role.VIEWER);
    running.person("aud", Role.AUDITOR);
    System.out.println("ada, olga, vera and aud sign in by: " + PeopleServer.PASSWORD);
  }
}
