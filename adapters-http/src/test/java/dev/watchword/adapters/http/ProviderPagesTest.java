package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.watchword.core.otp.OtpKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in by a provider in a real Chromium, from our pages to its page and back.
@Tag("browser")
class ProviderPagesTest {

  private static PageBrowser browser;

  @TempDir Path folder;
  private SmallProvider small;
  private PeopleServer server;
  private BrowserContext context;
  private Page page;

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
    small = new SmallProvider(() -> server.now());
    server =
        new PeopleServer(
                new OpenIdProvider(OpenIdSettings.read(small.settings(folder)), () -> server.now()))
            .setUp();
    server.advance(Duration.between(server.now(), Instant.now()));
    context = browser.person();
    page = browser.page(context);
  }

  @AfterEach
  void close() {
    context.close();
    server.close();
    small.close();
    assertThat(browser.complaints).isEmpty();
  }

  private String at(String path) {
    return "http://localhost:" + server.port() + path;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void type(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  private void signInByPassword() {
    page.navigate(at("/sign-in"));
    type("Name", "ada");
    type("Password", PeopleServer.PASSWORD);
    button("Continue").click();
  }

  /// On the provider's own page.
  private void sayWhoOneIs(String name) {
    assertThat(page).hasTitle("Example");
    type("Who are you?", name);
    button("Go on").click();
  }

  private void link() {
    page.navigate(at("/settings/security"));
    button("Link the account").click();
    sayWhoOneIs("ada-7");
    assertThat(page).hasURL(at("/settings/security"));
    assertThat(page.getByText(Pattern.compile("^Linked on"))).isVisible();
  }

  @Test
  void linksAnAccountAndSignsInByIt() {
    signInByPassword();
    assertThat(page).hasURL(Pattern.compile(".*/$"));
    link();
    browser.accessible(page, "provider-linked");
    browser.picture(page, "provider-linked");
    context.clearCookies();

    page.navigate(at("/sign-in"));
    browser.accessible(page, "sign-in-provider");
    browser.picture(page, "sign-in-provider");
    button("Sign in with Example").click();
    sayWhoOneIs("ada-7");
    assertThat(page).hasURL(at("/"));
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("ada@example.com");
    page.goBack();
    assertThat(page.url()).as("no code stays in the history").doesNotContain("code=");

    page.navigate(at("/settings/security"));
    button("Unlink it").click();
    button("Unlink it").last().click();
    assertThat(page.getByText("Not linked.")).isVisible();
  }

  @Test
  void asksForTheCodeOnTheWayIn() {
    OtpKey factor = server.enrol(server.signedIn("ada"));
    signInByPassword();
    type("Code", server.nextCode(factor));
    button("Sign in").click();
    assertThat(page).hasURL(Pattern.compile(".*/$"));
    link();
    context.clearCookies();

    page.navigate(at("/sign-in"));
    button("Sign in with Example").click();
    sayWhoOneIs("ada-7");
    type("Code", server.nextCode(factor));
    button("Sign in").click();
    assertThat(page).hasURL(at("/"));
  }

  @Test
  void saysWhyNobodyIsSignedIn() {
    page.navigate(at("/sign-in"));
    button("Sign in with Example").click();
    sayWhoOneIs("nobody that is known");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nobody here has linked that account");
    assertThat(page).hasURL(at("/provider"));
    browser.accessible(page, "provider-unknown");
    browser.picture(page, "provider-unknown");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in")).click();

    button("Sign in with Example").click();
    button("Cancel").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("without having signed in");

    page.navigate(at("/provider?state=made-up&code=made-up"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Begin again");
  }
}
