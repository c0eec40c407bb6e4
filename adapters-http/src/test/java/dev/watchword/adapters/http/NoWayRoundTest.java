package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever has somebody's password and not their factor tries to get in all the same (SECURITY
/// EN-09).
class NoWayRoundTest {

  private final PeopleServer running = new PeopleServer().setUp();

  @AfterEach
  void stop() {
    running.close();
  }

  private static final String NEW = "another horse battery staple";
  private static final String NOBODYS = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";

  /// What a full session, and nothing less, gets.
  private static final List<String> INSIDE =
      List.of("/entries", "/tokens", "/sessions", "/people", "/audit");

  /// After the password, and something more that is refused.
  private Supplier<Browser> half(Function<Browser, Browser.Reply> more) {
    return () -> {
      Browser half = running.signedIn("ada");
      more.apply(half).must(401);
      return half;
    };
  }

  @Test
  void noneOfTheseWaysLeadsToAFullSession() { // EN-09
    OtpKey device = running.enrol(running.signedIn("ada"));
    Browser owner = running.signedIn("ada");
    owner.post("/session/code", "code", running.code(device)).must(200);
    running.person("bob", Role.OPERATOR);
    Browser bob = running.signedIn("bob");
    running.enrol(bob);

    Map<String, Supplier<Browser>> ways = new LinkedHashMap<>();
    ways.put("the password alone", () -> running.signedIn("ada"));
    ways.put(
        "the flow begun anew over the half session",
        () -> {
          Browser half = running.signedIn("ada");
          half.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
          return half;
        });
    ways.put(
        "a second tab, after the first went through",
        () -> {
          Browser tab = running.signedIn("ada");
          Browser other = tab.copy();
          running.advance(Duration.ofSeconds(30));
          tab.post("/session/code", "code", running.code(device)).must(200);
          return other;
        });
    ways.put(
        "a new password",
        half(it -> it.post("/me/password", "password", PeopleServer.PASSWORD, "newPassword", NEW)));
    ways.put(
        "another factor", half(it -> it.post("/me/factor", "password", PeopleServer.PASSWORD)));
    ways.put("confirming another", half(it -> it.post("/me/factor/confirm", "code", "000000")));
    ways.put(
        "without the factor",
        half(it -> it.delete("/me/factor", "password", PeopleServer.PASSWORD)));
    ways.put(
        "an API token",
        half(it -> it.json("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"entries:read\"]}")));
    ways.put("a passkey", half(it -> it.json("POST", "/me/passkeys/options", "")));
    ways.put(
        "stepping up", half(it -> it.post("/session/step-up", "password", PeopleServer.PASSWORD)));
    ways.put("recovery codes of nobody", half(it -> it.post("/session/recovery", "code", NOBODYS)));
    ways.put(
        "a reset by an owner, and the new password that it asks for",
        () -> {
          running.advance(Duration.ofMinutes(6));
          owner
              .post(
                  "/session/step-up",
                  "password",
                  PeopleServer.PASSWORD,
                  "code",
                  running.code(device))
              .must(200);
          String id =
              running.accounts.list().named(new PersonName("bob")).orElseThrow().id().toString();
          String invite = owner.json("POST", "/people/" + id + "/reset", "").must(201).text("code");
          Browser fresh = running.browser();
          fresh
              .post("/invites/accept", "code", invite, "password", PeopleServer.PASSWORD)
              .must(200);
          return fresh;
        });
    ways.put("the session from before the reset", () -> bob);
    ways.put("the password after the reset", () -> running.signedIn("bob"));
    ways.put(
        "an account that an operator made on the server's command line",
        () -> {
          running.person("cy", Role.OWNER);
          return running.signedIn("cy");
        });

    assertThat(ways).hasSizeGreaterThanOrEqualTo(10);
    ways.forEach((name, way) -> {
      Browser browser = way.get();
      Browser.Reply session = browser.get("/session");
      assertThat(session.status() == 200 ? session.text("state") : "none")
          .as(name)
          .isNotEqualTo("full");
      for (String path : INSIDE) {
        assertThat(browser.get(path).status()).as("%s by %s", path, name).isIn(401, 403);
      }
    });
    owner.get("/entries").must(200);
  }
}
