package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.watchword.core.testing.FixedRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The vault's page with 1,000 entries on a real server, nothing of it played: how soon a code is
/// there is for `docs/benchmarks.md`, and no matter for a test.
@Tag("browser")
class VaultOpensTest {

  private static final int ROUNDS = Integer.getInteger("watchword.page.rounds", 1);

  private final PeopleServer server =
      new PeopleServer(ServerSettings.standard().withPort(0), FixedRandom.seeded(9)).setUp();
  private final List<Double> started = new ArrayList<>();
  private final List<Double> running = new ArrayList<>();
  private final List<Double> again = new ArrayList<>();

  @Test
  @SuppressWarnings("SystemOut")
  void showsTheCodesOfAThousandEntries() {
    server.advance(Duration.between(server.now(), Instant.now()));
    for (int i = 1; i < 1_000; i++) {
      server.add(
          "otpauth://totp/Site%%20%1$04d:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBV&issuer=Site%%20%1$04d"
              .formatted(i));
    }
    try {
      for (int round = 0; round < ROUNDS; round++) {
        try (PageBrowser browser = new PageBrowser()) {
          visit(browser, started);
          visit(browser, running);
        }
      }
    } finally {
      server.close();
    }
    System.out.printf(
        "codes of 1,000 entries in a browser that was just started after %s ms, to somebody new in"
            + " one that runs after %s ms, on a reload after %s ms (%d rounds)%n",
        spread(started), spread(running), spread(again), ROUNDS);
  }

  private void visit(PageBrowser browser, List<Double> times) {
    try (BrowserContext context = browser.person()) {
      String[] cookie = server.signedIn("ada").cookie.orElseThrow().split("=", 2);
      String site = "http://127.0.0.1:" + server.port() + "/";
      context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(site)));
      Page page = browser.page(context);
      page.navigate(site);
      times.add(untilACodeIsThere(page));
      assertThat(page.locator(".count")).hasText("1,000 accounts");
      page.reload();
      again.add(untilACodeIsThere(page));
    }
  }

  /// @return milliseconds since the page was asked for
  private static double untilACodeIsThere(Page page) {
    Object soon =
        page.waitForFunction(
                "() => [...document.querySelectorAll('.entry .digits')].some((digits) =>"
                    + " /[0-9]{3}/.test(digits.textContent)) && performance.now()")
            .jsonValue();
    return ((Number) soon).doubleValue();
  }

  private static String spread(List<Double> times) {
    Collections.sort(times);
    return "%.0f (%.0f to %.0f)"
        .formatted(times.get(times.size() / 2), times.getFirst(), times.getLast());
  }
}
