package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.watchword.core.testing.FixedRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The article from its first step to its last: one browser is at the site whose account gets a
/// second factor, the other at the authenticator that is given the screenshot. Two servers, two
/// people, nothing between them but a picture and six digits.
@Tag("browser")
class ArticleTest {

  private static PageBrowser browser;

  private final PeopleServer site = server(7);
  private final PeopleServer authenticator = server(8);
  private BrowserContext siteContext;
  private BrowserContext authenticatorContext;
  private Page page;
  private Page app;

  private static PeopleServer server(int seed) {
    return new PeopleServer(
            ServerSettings.standard().withPort(0),
            FixedRandom.seeded(seed),
            new ScreenPictures(),
            new ScreenPictures())
        .setUp();
  }

  @BeforeAll
  static void start() {
    browser = new PageBrowser();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.complaints.clear();
    for (PeopleServer server : List.of(site, authenticator)) {
      server.advance(Duration.between(server.now(), Instant.now()));
    }
    siteContext = browser.person();
    authenticatorContext = browser.person();
    page = browser.page(siteContext);
    app = browser.page(authenticatorContext);
  }

  @AfterEach
  void close() {
    siteContext.close();
    authenticatorContext.close();
    site.close();
    authenticator.close();
    assertThat(browser.complaints).isEmpty();
  }

  private static String at(PeopleServer server, String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void type(Page page, String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  /// Both clocks, so that the next code is one that was not used.
  private void nextStep() {
    site.advance(Duration.ofSeconds(30));
    authenticator.advance(Duration.ofSeconds(30));
  }

  private static void passwordOf(Page page, PeopleServer server) {
    page.navigate(at(server, "/sign-in"));
    type(page, "Name", "ada");
    type(page, "Password", PeopleServer.PASSWORD);
    button(page, "Continue").click();
  }

  private void openSecurity() {
    passwordOf(page, site);
    assertThat(page).hasURL(Pattern.compile(".*/$"));
    page.locator(".rail a[href='/settings']").click();
    assertThat(page.getByText("Multi-factor authentication").first()).isVisible();
  }

  private void enable() {
    openSecurity();
    button(page, "Enable").click();
    type(page, "Password", PeopleServer.PASSWORD); // EN-01
    button(page, "Continue").click();
    assertThat(page.locator(".qr")).isVisible();
  }

  private static String modules(Page page) {
    return page.locator(".qr path").getAttribute("d");
  }

  private static Pattern six() {
    return Pattern.compile("\\d{3}\\s*\\d{3}");
  }

  /// Gives the authenticator the screenshot and reads the six digits that it shows.
  private String codeFor(byte[] screenshot) {
    if (app.url().equals("about:blank")) {
      passwordOf(app, authenticator);
      assertThat(app).hasURL(Pattern.compile(".*/$"));
    }
    app.navigate(at(authenticator, "/add"));
    app.locator("#file").setInputFiles(new FilePayload("mfa.png", "image/png", screenshot));
    Locator found = app.locator(".card.found");
    assertThat(found).hasCount(1);
    assertThat(found.getByLabel("Site")).hasValue("Watchword");
    assertThat(found.locator(".shown")).hasText(six());
    browser.picture(app, "capture");
    return found.locator(".shown").innerText().replaceAll("\\s", "");
  }

  private void signOut(Page page) {
    page.locator(".rail .who").click();
    page.getByText("Sign out").click();
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void enablesASecondFactorByAScreenshotAndSignsInByItFromThenOn() {
    enable();
    String drawn = modules(page);
    browser.picture(page, "enrolment");
    page.reload(); // EN-02: the article's warning, "do not refresh", is not needed
    button(page, "Go on with the set-up").click();
    assertThat(page.locator(".qr path")).hasAttribute("d", drawn);
    byte[] screenshot = page.screenshot();
    String first = codeFor(screenshot);
    button(app, "Keep it").click(); // the entry that the article speaks of
    assertThat(app.locator(".kept")).containsText("Watchword");
    type(page, "First code", first);
    button(page, "Confirm").click();

    assertThat(page.locator(".once li")).hasCount(10);
    List<String> codes =
        page.locator(".once li").allInnerTexts().stream().map(String::strip).toList();
    button(page, "I have saved it").click();
    type(page, "Recovery code", codes.getFirst());
    button(page, "Check").click();
    assertThat(page.getByText("Multi-factor authentication is on")).isVisible();
    assertThat(page.getByText("10 recovery codes are left.")).isVisible();
    signOut(page);

    passwordOf(page, site);
    assertThat(page.locator("h1")).hasText("Enter your code");
    type(page, "Code", first); // EN-05: the code that confirmed is burnt
    button(page, "Sign in").click();
    assertThat(page.getByText("That code does not count.")).isVisible();
    nextStep();
    type(page, "Code", codeFor(screenshot));
    button(page, "Sign in").click();
    assertThat(page).hasURL(Pattern.compile(".*/$"));
    signOut(page);

    passwordOf(page, site);
    button(page, "Use a recovery code instead").click();
    type(page, "Recovery code", codes.get(1).toLowerCase(Locale.ROOT)); // RC-09
    button(page, "Sign in").click();
    assertThat(page.getByText("You signed in with a recovery code")).isVisible(); // RC-10
    page.navigate(at(site, "/people"));
    assertThat(page).hasURL(Pattern.compile(".*/settings.*"));
    button(page, "Set up another authenticator").click();
    type(page, "Password", PeopleServer.PASSWORD);
    button(page, "Continue").click();
    assertThat(page.locator(".qr")).isVisible();
    assertThat(modules(page)).isNotEqualTo(drawn);
    nextStep();
    type(page, "First code", codeFor(page.screenshot()));
    button(page, "Confirm").click();
    assertThat(
            page.getByText("The new authenticator counts from now on.")
                .or(page.locator(".once"))
                .first())
        .isVisible();
  }

  @Test
  void showsTheSameCodeInTwoTabsAndConfirmsFromEither() { // EN-02
    enable();
    Page other = browser.page(siteContext);
    other.navigate(at(site, "/settings/security"));
    button(other, "Go on with the set-up").click();
    assertThat(other.locator(".qr path")).hasAttribute("d", modules(page));
    type(other, "First code", codeFor(page.screenshot()));
    button(other, "Confirm").click();
    assertThat(other.locator(".once li")).hasCount(10);
    page.reload();
    assertThat(page.getByText("10 recovery codes are left.")).isVisible();
    assertThat(page.locator(".once")).hasCount(0); // RC-07: shown once
  }

  @Test
  void makesATokenOnlyAfterACodeAndDisablesOnlyByBoth() { // TK-05, EN-08
    enable();
    byte[] screenshot = page.screenshot();
    type(page, "First code", codeFor(screenshot));
    button(page, "Confirm").click();
    String kept = page.locator(".once li").first().innerText().strip();
    button(page, "I have saved it").click();
    type(page, "Recovery code", kept);
    button(page, "Check").click();
    assertThat(page.getByText("Multi-factor authentication is on")).isVisible();
    site.advance(Duration.ofMinutes(6)); // the proof is too old for a token
    authenticator.advance(Duration.ofMinutes(6));
    page.locator(".side-nav a[href='/settings/tokens']").click();
    button(page, "Make a token").click();
    type(page, "Name", "backup script");
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make a token"))
        .click();
    assertThat(page.getByText("Confirm that it is you")).isVisible();
    Locator dialog = page.getByRole(AriaRole.DIALOG).last();
    dialog
        .getByLabel("Password", new Locator.GetByLabelOptions().setExact(true))
        .fill(PeopleServer.PASSWORD);
    dialog
        .getByLabel("Code", new Locator.GetByLabelOptions().setExact(true))
        .fill(codeFor(screenshot));
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Confirm")).click();
    assertThat(page.locator(".once code")).isVisible();
    button(page, "I have saved it").click();
    assertThat(page.getByText("backup script")).isVisible();

    page.locator(".side-nav a[href='/settings/security']").click();
    button(page, "Disable").click();
    button(page, "Continue").click();
    type(page, "Password", PeopleServer.PASSWORD);
    type(page, "Code or recovery code", "000000");
    Locator ask = page.getByRole(AriaRole.DIALOG);
    ask.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Disable")).click();
    assertThat(ask.getByRole(AriaRole.ALERT)).containsText("is not right");
    type(page, "Code or recovery code", kept);
    ask.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Disable")).click();
    assertThat(ask).hasCount(0);
    assertThat(button(page, "Enable")).isVisible();
  }
}
