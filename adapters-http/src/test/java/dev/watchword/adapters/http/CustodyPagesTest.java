package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.watchword.core.people.Role;
import dev.watchword.core.testing.FixedRandom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Custody by its pages, on a real server: an owner, an operator and an auditor at their desks, and
/// a customer without an account, on a phone.
@Tag("browser")
class CustodyPagesTest {

  private static final String URI =
      "otpauth://totp/OpenAI:ann@example.com?issuer=OpenAI&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  private static final Pattern SIX = Pattern.compile("\\d{3}\\s*\\d{3}");

  private static PageBrowser browser;

  private final ScreenPictures pictures = new ScreenPictures();
  private final PeopleServer server =
      new PeopleServer(
              ServerSettings.standard().withPort(0), FixedRandom.seeded(7), pictures, pictures)
          .setUp();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private Page owner;
  private Page operator;
  private Page customer;

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
    // a store's clock has whole milliseconds
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    server.advance(Duration.between(server.now(), now));
    owner = signedIn("ada");
    operator = signedIn(joined("otto", Role.OPERATOR));
    BrowserContext phone = context();
    customer = browser.page(phone);
    customer.setViewportSize(390, 800);
  }

  @AfterEach
  void close() {
    contexts.forEach(BrowserContext::close);
    server.close();
    assertThat(browser.complaints).isEmpty();
  }

  private BrowserContext context() {
    BrowserContext context = browser.person();
    contexts.add(context);
    return context;
  }

  /// Somebody with the second factor that their role needs; the browser signs in by both.
  private String joined(String name, Role role) {
    server.person(name, role);
    return name;
  }

  private Page signedIn(String name) {
    Page page = browser.page(context());
    page.navigate(at("/sign-in"));
    type(page, "Name", name);
    type(page, "Password", PeopleServer.PASSWORD);
    button(page, "Continue").click();
    if (!name.equals("ada")) {
      enrol(page);
    }
    assertThat(page.locator(".rail a[href='/custody'], .rail a[href='/audit']").first())
        .isVisible();
    return page;
  }

  /// Sets up the factor by the page, since the role needs one.
  private void enrol(Page page) {
    assertThat(page).hasURL(Pattern.compile(".*/settings.*"));
    button(page, "Enable").click();
    type(page, "Password", PeopleServer.PASSWORD);
    button(page, "Continue").click();
    assertThat(page.locator(".qr")).isVisible();
    String uri = read(page.screenshot());
    type(page, "First code", server.code(PeopleServer.key(uri)));
    button(page, "Confirm").click();
    String kept = page.locator(".once li").first().innerText().strip();
    button(page, "I have saved it").click();
    type(page, "Recovery code", kept);
    button(page, "Check").click();
    assertThat(page.getByText("Multi-factor authentication is on")).isVisible();
  }

  private String read(byte[] screenshot) {
    return pictures
        .decode(
            new dev.watchword.core.capture.Picture.Encoded(screenshot),
            dev.watchword.core.capture.DecodeLimits.STANDARD)
        .codes()
        .getFirst()
        .text();
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator inDialog(Page page, String name) {
    return page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void type(Page page, String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).last().fill(text);
  }

  private static void tab(Page page, String name) {
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name)).click();
  }

  /// The owner's link for any operator, by the page.
  private String link(boolean reason, boolean approval, String pin) {
    owner.navigate(at("/custody"));
    tab(owner, "Upload links");
    button(owner, "Make a link").first().click();
    type(owner, "Customer", "Ann Example");
    type(owner, "Site", "OpenAI");
    type(owner, "What for", "Top up the team plan");
    type(owner, "PIN", pin);
    owner.getByLabel("Who may read the codes").selectOption("anyone");
    if (reason) {
      owner.getByLabel("A reason for each reading").check();
    }
    if (approval) {
      owner.getByLabel("A second person approves").check();
    }
    browser.picture(owner, "custody-link");
    inDialog(owner, "Make a link").click();
    Locator made = owner.locator(".once.single code");
    assertThat(made).containsText("/hand-over#wwl_");
    String address = made.innerText().strip();
    inDialog(owner, "Done").click();
    assertThat(owner.getByText("Ann Example").first()).isVisible();
    return address;
  }

  private void give(String uri) {
    customer
        .locator("#file")
        .setInputFiles(new FilePayload("mfa.png", "image/png", pictures.png(uri, 6)));
  }

  private void handOver(String address) {
    customer.navigate(address);
    assertThat(customer.locator("h1")).hasText("Hand over the code for OpenAI");
    give(URI);
    assertThat(customer.locator(".given .shown")).hasText(SIX);
    customer.locator("#hand-over").click();
    inDialog(customer, "Hand over").click();
    assertThat(customer).hasURL(Pattern.compile(".*/receipt#wwr_.*"));
    assertThat(customer.locator("h1")).hasText("Your receipt");
  }

  @Test
  void tellsTheWholeStoryWithThreePeople() { // AZ-04, AZ-10, AZ-12
    Page auditor = signedIn(joined("aud", Role.AUDITOR));
    String address = link(true, false, "");
    customer.navigate(address);
    assertThat(customer.getByText("Ada asks Ann Example")).isVisible();
    browser.accessible(customer, "hand-over");
    customer.setViewportSize(390, 800);
    give(URI);
    assertThat(customer.locator(".given")).containsText("ann@example.com");
    assertThat(customer.locator(".given .shown")).hasText(SIX);
    assertThat(customer.locator(".given .notice.warn")).hasCount(0);
    browser.accessible(customer, "hand-over with an account");
    browser.picture(customer, "hand-over");
    customer.locator("#hand-over").click();
    inDialog(customer, "Hand over").click();
    assertThat(customer.locator("h1")).hasText("Your receipt");
    String receipt = customer.url();

    operator.navigate(at("/custody"));
    Locator row = operator.locator(".work-row");
    assertThat(row).containsText("Ann Example");
    row.getByText("Show the code").click();
    inDialog(operator, "Go on").click();
    assertThat(operator.getByRole(AriaRole.DIALOG)).isVisible(); // nothing without a reason
    type(operator, "Reason", "Sign in to top up");
    inDialog(operator, "Go on").click();
    assertThat(row.locator(".shown")).hasText(SIX);
    assertThat(operator.locator("body")).not().containsText("JBSWY3DP");
    browser.accessible(operator, "work list");
    browser.picture(operator, "custody-work");

    assertThat(customer.locator(".events")).containsText("Sign in to top up");
    assertThat(customer.locator(".events li[data-what='code-read']")).containsText("otto");
    browser.accessible(customer, "receipt");
    browser.picture(customer, "receipt");

    auditor.navigate(at("/audit"));
    assertThat(auditor.locator("main")).containsText("Customer’s code read");
    auditor.navigate(at("/custody"));
    assertThat(auditor.getByRole(AriaRole.TAB)).hasCount(3); // grants, teams, webhooks
    assertThat(auditor.locator("main")).containsText("Any operator");
    button(auditor, "What was done").click();
    assertThat(auditor.getByRole(AriaRole.DIALOG)).containsText("Sign in to top up");
    browser.accessible(auditor, "grants");

    customer.bringToFront();
    button(customer, "End and erase").click();
    inDialog(customer, "End and erase").click();
    assertThat(customer.locator("h1")).hasText("It has ended");
    assertThat(customer.getByText("Proof of deletion")).isVisible();
    assertThat(customer.locator(".proof")).containsText("Position in the audit log");
    browser.accessible(customer, "receipt, ended");
    browser.picture(customer, "receipt-ended");
    operator.bringToFront();
    assertThat(operator.locator(".work-row")).hasCount(0); // the open page loses the code
    assertThat(operator.getByText("Nothing to work with at present")).isVisible();

    customer.navigate(address);
    assertThat(customer.locator("h1")).hasText("This link is not valid");
    customer.navigate(receipt);
    assertThat(customer.locator("h1")).hasText("It has ended");
  }

  @Test
  void warnsOfAnotherAccountAndSaysWhyAPictureCouldNotBeRead() {
    customer.navigate(link(false, false, ""));
    customer
        .locator("#file")
        .setInputFiles(
            new FilePayload("x.png", "image/png", "no picture".getBytes(StandardCharsets.UTF_8)));
    assertThat(customer.locator(".diagnosis")).isVisible();
    assertThat(customer.locator("#hand-over")).isDisabled();
    give("https://example.com/not-an-account");
    assertThat(customer.locator(".diagnosis")).containsText("something else");
    give(URI.replace("OpenAI", "Other"));
    assertThat(customer.locator(".given .notice.warn")).containsText("OpenAI was expected");
    assertThat(customer.locator(".diagnosis")).hasCount(0);
    browser.accessible(customer, "hand-over of another account");
    customer.locator("#hand-over").click();
    assertThat(customer.getByRole(AriaRole.DIALOG)).containsText("not what was asked for");
    inDialog(customer, "Cancel").click();
    give(URI); // takes the other's place
    assertThat(customer.locator(".given")).hasCount(1);
    assertThat(customer.locator(".given .notice.warn")).hasCount(0);
  }

  @Test
  void aLinkWithAPinOpensByItAndAGuessedOneByNothing() {
    String address = link(false, false, "4711");
    customer.navigate(address.substring(0, address.length() - 4) + "AAAA");
    assertThat(customer.locator("h1")).hasText("This link is not valid");
    browser.accessible(customer, "no such link");
    customer.navigate(at("/receipt#wwr_guess"));
    assertThat(customer.locator("h1")).hasText("This link is not valid");

    customer.navigate(address);
    assertThat(customer.locator("h1")).hasText("A PIN opens this link");
    type(customer, "PIN", "0000");
    button(customer, "Continue").click();
    assertThat(customer.getByText("The PIN is not right.")).isVisible();
    browser.accessible(customer, "PIN");
    type(customer, "PIN", "4711");
    button(customer, "Continue").click();
    assertThat(customer.locator("h1")).hasText("Hand over the code for OpenAI");
  }

  @Test
  void theCustomerReadsItInTheirLanguage() {
    customer.navigate(link(false, false, ""));
    customer.getByLabel("Language").selectOption("de");
    assertThat(customer.locator("h1")).hasText("Den Code für OpenAI übergeben");
    customer.getByLabel("Sprache").selectOption("ja");
    assertThat(customer.locator("h1")).hasText("OpenAI のコードを引き渡す");
    assertThat(customer.locator("html")).hasAttribute("lang", "ja");
  }

  @Test
  void aSecondPersonApprovesAndOneCanHaveAnAccountForThemselves() { // AZ-11
    handOver(link(false, true, ""));
    operator.navigate(at("/custody"));
    Locator row = operator.locator(".work-row");
    row.getByText("Ask for approval").click();
    type(operator, "Reason", "Customer called");
    inDialog(operator, "Go on").click();
    assertThat(row).containsText("Waits for approval");

    owner.navigate(at("/custody"));
    assertThat(owner.locator(".questions")).containsText("Customer called");
    browser.accessible(owner, "questions");
    button(owner, "Approve").click();
    assertThat(owner.locator(".questions")).hasCount(0);
    row.getByText("Show the code").click();
    assertThat(row.locator(".shown")).hasText(SIX);

    row.getByText("Reserve").click();
    assertThat(row).containsText("Reserved for you");
    row.getByText("Give back").click();
    assertThat(row.getByText("Reserved for you")).hasCount(0);
  }

  @Test
  void recoveryCodesAreHandedOverAndReadOneByOneWithAReason() {
    handOver(link(false, false, ""));
    button(customer, "Recovery codes").click();
    type(customer, "One a line", "alpha-1\n\n beta-2 \n");
    inDialog(customer, "Hand them over").click();
    assertThat(customer.getByText("2 recovery codes").first()).isVisible();

    operator.navigate(at("/custody"));
    button(operator, "More").click();
    operator.getByText("Recovery code", new Page.GetByTextOptions().setExact(true)).click();
    type(operator, "Reason", "Phone was lost");
    inDialog(operator, "Go on").click();
    assertThat(operator.locator(".once code")).hasText(Pattern.compile("alpha-1|beta-2"));
    inDialog(operator, "Done").click();
    assertThat(customer.locator(".events")).containsText("Phone was lost");
    assertThat(customer.getByText("1 recovery code").first()).isVisible();
  }

  @Test
  void theOwnerMakesTeamsGrantsAndTakesThemBack() { // AZ-04
    handOver(link(false, false, ""));
    operator.navigate(at("/custody"));
    assertThat(operator.locator(".work-row")).hasCount(1);
    owner.navigate(at("/custody"));
    tab(owner, "Teams");
    button(owner, "Make a team").first().click();
    type(owner, "Name", "Desk");
    owner.getByLabel("otto").check();
    inDialog(owner, "Save").click();
    assertThat(owner.getByText("Desk", new Page.GetByTextOptions().setExact(true))).isVisible();

    tab(owner, "Grants");
    button(owner, "Revoke").click();
    inDialog(owner, "Revoke").click();
    assertThat(owner.getByText("No grants")).isVisible();
    assertThat(operator.locator(".work-row")).hasCount(0);
    button(owner, "Grant").first().click();
    owner
        .getByLabel("Who may read the codes")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Team Desk"));
    inDialog(owner, "Grant").click();
    assertThat(owner.getByText("Team Desk")).isVisible();
    assertThat(operator.locator(".work-row")).hasCount(1);
    browser.accessible(owner, "grants of an owner");
    browser.picture(owner, "custody-grants");
  }

  @Test
  void theReceiptIsAFileThatAScriptVerifiesAndAReminderForACalendar() {
    handOver(link(false, false, ""));
    var reminder =
        customer.waitForDownload(() -> button(customer, "Reminder for my calendar").click());
    assertThat(reminder.suggestedFilename()).isEqualTo("watchword-reminder.ics");
    assertThat(reminder.path()).content().contains("BEGIN:VEVENT", "OpenAI").doesNotContain("wwr_");
    customer.getByText("Check that nothing was changed").click();
    var chain = customer.waitForDownload(() -> customer.locator("#chain").click());
    assertThat(chain.path()).content().startsWith("watchword receipt ").contains("handed-over");
  }
}
