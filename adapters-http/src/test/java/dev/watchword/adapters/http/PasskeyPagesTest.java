package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.testing.FixedRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Passkeys in a real Chromium, whose virtual authenticator stands for the person's device.
@Tag("browser")
class PasskeyPagesTest {

  private static PageBrowser browser;

  private final PeopleServer server =
      new PeopleServer(ServerSettings.standard().withPort(0), FixedRandom.seeded(9)).setUp();
  private BrowserContext context;
  private Page page;
  private OtpKey factor;

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
    server.advance(Duration.between(server.now(), Instant.now()));
    factor = server.enrol(server.signedIn("ada"));
    context = browser.person();
    page = browser.page(context);
    addAuthenticator();
  }

  @AfterEach
  void close() {
    context.close();
    server.close();
    assertThat(browser.complaints).isEmpty();
  }

  private void addAuthenticator() {
    CDPSession devTools = context.newCDPSession(page);
    devTools.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    devTools.send("WebAuthn.addVirtualAuthenticator", arguments);
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

  private void password() {
    page.navigate(at("/sign-in"));
    type("Name", "ada");
    type("Password", PeopleServer.PASSWORD);
    button("Continue").click();
  }

  private void signInByCode() {
    password();
    type("Code", server.nextCode(factor));
    button("Sign in").click();
    assertThat(page).hasURL(Pattern.compile(".*/$"));
  }

  private void addPasskey() {
    signInByCode();
    page.navigate(at("/settings/passkeys"));
    assertThat(page.getByText("You have none yet.")).isVisible();
    button("Add a passkey").click();
    type("Name", "My laptop");
    button("Save").click();
    assertThat(page.getByText("My laptop").first()).isVisible();
    browser.accessible(page, "passkeys");
    browser.picture(page, "passkeys");
  }

  @Test
  void addsAPasskeyAndSignsInByItAlone() {
    addPasskey();
    context.clearCookies();

    page.navigate(at("/sign-in"));
    browser.picture(page, "sign-in-passkey");
    button("Sign in with a passkey").click();

    assertThat(page).hasURL(Pattern.compile(".*/$"));
    page.navigate(at("/settings/passkeys"));
    assertThat(page.getByText(Pattern.compile("[Ll]ast used"))).isVisible();
  }

  @Test
  void takesAPasskeyAfterThePassword() {
    addPasskey();
    context.clearCookies();

    password();
    button("Use a passkey").click();

    assertThat(page).hasURL(Pattern.compile(".*/$"));
  }

  @Test
  void removesAPasskeyAfterAProofByIt() {
    addPasskey();
    server.advance(Duration.ofMinutes(6)); // the proof is too old by now

    button("Remove the passkey My laptop").click();
    button("Remove").last().click();
    button("Use a passkey").click();

    assertThat(page.getByText("You have none yet.")).isVisible();
  }
}
