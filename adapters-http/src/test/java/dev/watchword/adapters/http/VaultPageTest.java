package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The vault's page in a real Chromium, against a played API.
@Tag("browser")
class VaultPageTest {

  private static PageBrowser browser;
  private static RunningServer running;

  private final PlayedApi api = new PlayedApi();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() {
    browser = new PageBrowser();
    running = new RunningServer();
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  @BeforeEach
  void prepare() {
    api.add("GitHub", "ada@example.com", "totp", "work");
    api.add("OpenAI", "ada@example.com", "totp", "work", "lab");
    api.add("Bank of Somewhere", "104-2281", "hotp", "money");
    api.add("Proton", "ada@proton.example", "totp");
    context = browser.person();
    api.playTo(context);
    page = browser.page(context);
  }

  @AfterEach
  void close() {
    context.close();
    assertThat(browser.complaints).as("complaints on the console").isEmpty();
  }

  private void open() {
    page.navigate("http://127.0.0.1:" + running.port() + "/");
    assertThat(row("GitHub")).isVisible();
  }

  private Locator row(String issuer) {
    return page.locator(".entry").filter(new Locator.FilterOptions().setHasText(issuer));
  }

  private Locator code(String issuer) {
    return row(issuer).locator(".digits");
  }

  private void shows(String issuer, int index) {
    Instant now = api.now();
    String id = (String) api.entries.get(index).get("id");
    String code = PlayedApi.code(id, now);
    String following = PlayedApi.code(id, now.plusSeconds(5));
    assertThat(code(issuer)).hasText(Pattern.compile(code + "|" + following));
  }

  @Test
  void showsEveryCodeInGroupsWithItsTimeAndSpellsItOut() {
    open();
    shows("GitHub", 0);
    shows("OpenAI", 1);
    assertThat(code("GitHub").locator("span")).hasCount(2);
    assertThat(row("GitHub").locator(".ring text")).hasText(Pattern.compile("^([12]?[0-9]|30)$"));
    assertThat(row("GitHub").locator(".code .hidden-visually"))
        .hasText(Pattern.compile("Copy the code of GitHub: \\d( \\d){5}"));
    assertThat(page.locator(".count")).hasText("4 accounts");
  }

  @Test
  void showsTheNextCodeInTheLastTenSeconds() {
    long second = Instant.now().getEpochSecond() % 30;
    api.ahead = Duration.ofSeconds(Math.floorMod(22 - second, 30)); // eight seconds are left
    open();
    assertThat(row("GitHub").locator(".next b"))
        .hasText(
            PlayedApi.code((String) api.entries.getFirst().get("id"), api.now().plusSeconds(30)));
    assertThat(row("GitHub").locator(".code")).hasClass(Pattern.compile("late"));
  }

  @Test
  void copiesByClickAndByKey() {
    open();
    String clicked = PageBrowser.copiedBy(page, p -> code("Proton").click());
    assertThat(clicked).matches("\\d{6}");
    assertThat(page.locator(".toast")).containsText("stays on the clipboard");
    page.keyboard().press("Home");
    assertThat(row("Bank").locator(".code")).isFocused();
    page.keyboard().press("j");
    String typed = PageBrowser.copiedBy(page, p -> p.keyboard().press("c"));
    assertThat(typed).isEqualTo(code("GitHub").textContent());
  }

  @Test
  void searchesAsOneTypesAndByTag() {
    open();
    page.keyboard().press("/");
    page.keyboard().type("ádA gith");
    assertThat(page.locator(".entry")).hasCount(1);
    assertThat(page.locator(".count")).hasText("1 of 4 accounts");
    page.keyboard().press("Escape");
    assertThat(page.locator(".entry")).hasCount(4);
    page.locator(".chip", new Page.LocatorOptions().setHasText("lab")).click();
    assertThat(page.locator(".entry")).hasCount(1);
    page.keyboard().press("/");
    page.keyboard().type("nothing like it");
    assertThat(page.locator(".empty h2")).hasText("Nothing matches");
  }

  @Test
  void countsUpOnlyWhenAsked() {
    open();
    assertThat(code("Bank")).hasText("Next code");
    assertThat(api.calls).noneMatch(call -> call.startsWith("POST"));
    row("Bank").locator(".code").click();
    assertThat(code("Bank")).hasText("777777");
    assertThat(row("Bank").locator(".ring")).isHidden();
  }

  @Test
  void putsPinnedOnesFirstAndSeveralIntoTheTrashAndBack() {
    open();
    row("Proton").locator(".code").focus();
    page.keyboard().press("p");
    assertThat(page.locator(".entry").first().locator("h2")).containsText("Proton");

    row("GitHub").locator(".code").focus();
    page.keyboard().press("x");
    row("OpenAI").locator(".pick").check();
    assertThat(page.locator(".batch b")).hasText("2 selected");
    page.locator(".batch .danger-quiet").click();
    assertThat(page.locator(".entry")).hasCount(2);
    page.locator(".toast .button").click();
    assertThat(page.locator(".entry")).hasCount(4);

    row("GitHub").locator(".code").focus();
    page.keyboard().press("Delete");
    assertThat(page.locator(".entry")).hasCount(3);
    page.locator(".page-head .only-icon").click();
    page.locator(".menu button", new Page.LocatorOptions().setHasText("Trash")).click();
    assertThat(page.locator("h1")).hasText("Trash");
    assertThat(page.locator(".entry")).hasCount(1);
    assertThat(page.locator(".entry .code")).isHidden();
  }

  @Test
  void changesWhatAnEntryIsCalledAndKeepsItsRecoveryCodes() {
    open();
    row("GitHub").locator(".only-icon").click();
    Locator panel = page.locator("dialog");
    panel.locator("textarea").first().fill("for the team");
    panel.getByLabel("Tags").fill("work, team");
    panel.locator("button[type=submit]").first().click();
    assertThat(panel).hasCount(0);
    assertThat(row("GitHub").locator(".badge")).hasText(new String[] {"work", "team"});
    assertThat(api.entries.getFirst().get("note")).isEqualTo("for the team");

    row("GitHub").locator(".only-icon").click();
    assertThat(panel).not().containsText("4F7K");
    panel
        .locator("section", new Locator.LocatorOptions().setHasText("Recovery codes"))
        .locator("button")
        .click();
    assertThat(panel.locator(".recovery li")).hasCount(2);
    assertThat(panel.locator(".recovery .used code")).hasText("M2XW-7TRA");
    panel.locator("button", new Locator.LocatorOptions().setHasText("Show the QR code")).click();
    assertThat(panel.locator(".setup-key")).hasText("GEZD GNBV GY3T QOJQ");
    assertThat(panel.locator(".qr canvas")).isVisible();
    browser.accessible(page, "the details of an entry");
    page.keyboard().press("Escape");
    assertThat(row("GitHub").locator(".only-icon")).isFocused();
  }

  @Test
  void goesByTheServersClockAndSaysHowFarThisOneIsOff() {
    api.ahead = Duration.ofHours(3);
    open();
    shows("GitHub", 0);
    assertThat(page.locator(".clock-note"))
        .hasText("This device’s clock is 3 hours slow. The codes go by the server’s.");
  }

  @Test
  void isRightAtOnceWhenALaptopWakes() {
    page.clock().install();
    open();
    shows("GitHub", 0);
    api.ahead = Duration.ofHours(2); // the server lived on, and so did this machine's clock
    page.clock().fastForward("02:00:00");
    shows("GitHub", 0);
    assertThat(page.locator(".clock-note")).isHidden();
  }

  @Test
  void keepsWhatIsOpenWhileOfflineAsLongAsItCountsAndStoresNothing() { // SE-16
    page.clock().install();
    open();
    shows("GitHub", 0);
    api.reachable = false;
    page.clock().fastForward("00:30");
    assertThat(code("GitHub"))
        .hasText(
            PlayedApi.code(
                (String) api.entries.getFirst().get("id"), Instant.now().plusSeconds(30)));
    page.clock().fastForward("01:00");
    assertThat(code("GitHub")).hasText("••• •••");
    assertThat(page.locator(".count")).containsText("offline");
    assertThat(
            page.evaluate(
                "async () => localStorage.length + sessionStorage.length + (await"
                    + " indexedDB.databases()).length + document.cookie.length"))
        .isEqualTo(0);
    api.reachable = true;
    api.ahead = Duration.ofSeconds(90);
    page.clock().fastForward("00:10");
    api.ahead = Duration.ofSeconds(100);
    assertThat(code("GitHub")).hasText(Pattern.compile("\\d{6}"));
    assertThat(page.locator(".count")).hasText("4 accounts");
  }

  @Test
  void tellsEveryTabOfAChangeThroughOneStream() {
    api.eventsAgain = Duration.ofMillis(700);
    open();
    Page other = browser.page(context);
    other.navigate(page.url());
    assertThat(other.locator(".entry")).hasCount(4);
    api.add("Nextcloud", "ada", "totp");
    assertThat(page.locator(".entry")).hasCount(5);
    assertThat(other.locator(".entry")).hasCount(5);
  }

  @Test
  void scrollsTenThousandEntriesWithoutAStutter() {
    for (int i = 0; i < 10_000; i++) {
      api.add("Service %05d".formatted(i), "person%d@example.com".formatted(i), "totp");
    }
    page.addInitScript(
        "window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach("
            + "(e) => { window.longest = Math.max(window.longest, e.duration); }))"
            + ".observe({ type: 'longtask' })");
    open();
    assertThat(page.locator(".count")).hasText("10,004 accounts");
    page.evaluate("window.longest = 0");
    for (int i = 1; i <= 20; i++) {
      page.evaluate("(share) => scrollTo(0, document.body.scrollHeight * share)", i / 20.0);
      page.waitForTimeout(50);
    }
    assertThat(row("Service 09999").locator(".digits span")).hasCount(2);
    assertThat((int) page.evaluate("document.querySelectorAll('.entry').length")).isLessThan(60);
    double longest = ((Number) page.evaluate("window.longest")).doubleValue();
    System.out.printf("longest task while scrolling 10,000 entries: %.0f ms%n", longest);
    assertThat(longest).isLessThan(200);
  }

  @Test
  void showsNamesWithoutCodesToWhoMayNotReadThem() {
    api.refused.addAll(
        List.of("READ_CODES", "CHANGE_ENTRIES", "READ_RECOVERY", "SECRETS", "SEE_PEOPLE"));
    open();
    assertThat(row("GitHub").locator(".code")).isHidden();
    assertThat(page.locator(".rail a")).not().containsText(new String[] {"People"});
    assertThat(api.calls).noneMatch(call -> call.contains("/codes"));
  }

  @Test
  void leadsToSignInWhenTheSessionIsOver() {
    open();
    api.signedIn = false;
    row("Bank").locator(".code").click();
    assertThat(page).hasURL(Pattern.compile("/sign-in$"));
  }

  @Test
  void isReadableInEveryLanguageOnALaptopAndAPhone() {
    for (String language : List.of("en", "de", "es", "ja", "zh-Hans")) {
      api.language = language;
      open();
      assertThat(page.locator("html")).hasAttribute("lang", language);
      assertThat(page.locator(".code .digits").last()).isVisible();
      assertThat(page.locator("body"))
          .not()
          .containsText(Pattern.compile("\\b(vault|shell)\\.[a-z]"));
      browser.accessible(page, "the vault in " + language);
    }
    page.keyboard().press("?");
    assertThat(page.locator("dialog dt")).hasCount(11);
    browser.accessible(page, "the keys");
  }

  @Test
  void isPicturedForThePapers() {
    for (String[] more :
        new String[][] {
          {"Cloudflare", "ops@example.com", "work"},
          {"Nextcloud", "ada", "home"},
          {"PayPal", "ada@example.com", "money"},
          {"Hetzner", "K0815", "work"}
        }) {
      api.add(more[0], more[1], "totp", more[2]);
    }
    api.entries.get(1).put("pinned", true);
    open();
    assertThat(page.locator(".code .digits span").first()).isVisible();
    browser.picture(page, "vault");
  }
}
