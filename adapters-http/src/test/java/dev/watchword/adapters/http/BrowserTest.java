package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages of a server without people in a real Chromium: the capture page by upload, paste and
/// drop, and the contract's page.
@Tag("browser")
class BrowserTest {

  private static Playwright playwright;
  private static Browser chromium;

  private final RunningServer running =
      new RunningServer(
          ServerSettings.standard().withPort(0),
          ConnectionGuard.Limits.STANDARD,
          new PixelPictures(),
          false);
  private final String base = "http://127.0.0.1:" + running.port();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void startChromium() {
    playwright = TestChromium.playwright();
    chromium = TestChromium.launch(playwright);
  }

  @AfterAll
  static void stopChromium() {
    playwright.close();
  }

  @BeforeEach
  void open() {
    open(new Browser.NewContextOptions().setViewportSize(900, 1000));
  }

  private void open(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = chromium.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page = context.newPage();
    TestChromium.watch(page, complaints::add);
    page.navigate(base + "/");
    page.locator("#choose").waitFor();
  }

  @AfterEach
  void close() {
    context.close();
    running.close();
    assertThat(complaints).as("errors and policy violations on the console").isEmpty();
  }

  private String code(Duration later) {
    try (KeyUri uri = KeyUri.parse(RunningServer.URI)) {
      return uri.key().at(running.clock.instant().plus(later)).code();
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void choose(String name, byte[] picture) {
    page.locator("#file").setInputFiles(new FilePayload(name, "image/png", picture));
  }

  private Locator card() {
    return page.locator(".card.found");
  }

  private void showsTheCode() {
    assertThat(card()).hasCount(1);
    assertThat(card().locator("h3")).hasText("OpenAI");
    assertThat(card().locator("form .soft")).hasText("ada@example.com");
    assertThat(card().locator(".shown")).hasText(code(Duration.ZERO));
    assertThat(card().locator(".shown > span")).hasCount(2);
    assertThat(card().locator(".ring text")).hasText(Pattern.compile("^(1[0-2]|[1-9])$"));
    assertThat(page.locator("#status")).hasText("One code was read.");
  }

  @Test
  void showsTheCodeOfAPictureThatIsChosen() {
    choose("mfa.png", PixelPictures.png(RunningServer.URI));
    showsTheCode();
    assertThat(card().locator("canvas")).isVisible();
    assertThat(page.locator("#results-title")).isFocused();
  }

  @Test
  void showsTheCodeOfAPictureThatIsPasted() {
    page.evaluate(
        """
        async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          await navigator.clipboard.write(
            [new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
        }\
        """,
        Base64.getEncoder().encodeToString(PixelPictures.png(RunningServer.URI)));
    page.keyboard().press("Control+v");
    showsTheCode();
  }

  @Test
  void showsTheCodeOfAPictureThatIsDropped() {
    page.evaluate(
        """
        (base64) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], 'mfa.png', { type: 'image/png' }));
          for (const kind of ['dragenter', 'dragover', 'drop']) {
            document.getElementById('drop').dispatchEvent(
              new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }\
        """,
        Base64.getEncoder().encodeToString(PixelPictures.png(RunningServer.URI)));
    showsTheCode();
  }

  @Test
  void saysWhyWhenNothingIsFoundAndWhatOtherCodesAre() {
    choose("holiday.png", PixelPictures.blank());
    Locator diagnosis = page.locator(".card.diagnosis");
    assertThat(diagnosis.locator("h3")).hasText("No code was read");
    assertThat(diagnosis.locator(".sentence")).containsText("There is no QR code in this picture");
    assertThat(diagnosis.locator(".file")).hasText("holiday.png");

    choose("wifi.png", PixelPictures.png("WIFI:T:WPA;S:home;P:secret;;"));
    assertThat(diagnosis.first().locator(".sentence"))
        .hasText("This is a Wi-Fi code, not an authenticator's.");
    assertThat(page.locator("body")).not().containsText("secret");
  }

  @Test
  void saysWhatIsWrongWhenTheServerRefusesOrIsGone() {
    for (int i = 0; i < 20; i++) {
      choose("holiday.png", PixelPictures.blank());
      assertThat(page.locator(".card.diagnosis")).hasCount(i + 1);
    }
    choose("holiday.png", PixelPictures.blank());
    assertThat(page.locator(".progress")).containsText("3 seconds of patience");
    running.server.close();
    assertThat(page.locator(".card.diagnosis").first().locator(".sentence"))
        .containsText("The server can’t be reached");
    complaints.removeIf(complaint -> complaint.contains("ERR_CONNECTION_REFUSED"));
  }

  @Test
  void countsDownShowsTheNextCodeAndAsksAgainWhenItCounts() {
    running.clock.advance(Duration.ofSeconds(9)); // 2.75 seconds are left
    String first = code(Duration.ZERO);
    String second = code(Duration.ofSeconds(30));
    String third = code(Duration.ofSeconds(60));
    choose("mfa.png", PixelPictures.png(RunningServer.URI));
    assertThat(card().locator(".shown")).hasText(first);
    assertThat(card().locator(".shown-next")).hasText(second);
    assertThat(card().locator(".big-code")).hasClass(Pattern.compile("\\blate\\b"));

    running.clock.advance(Duration.ofSeconds(25)); // 7.75 seconds are left of the second
    assertThat(card().locator(".shown")).hasText(second);
    assertThat(card().locator(".shown-next")).hasText(third);
  }

  @Test
  void copiesTheCodeByKeyboard() {
    choose("mfa.png", PixelPictures.png(RunningServer.URI));
    card().locator(".big-code").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".toast")).containsText("Copied");
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(code(Duration.ZERO));
  }

  @Test
  void isUsedByKeyboardAlone() {
    choose("mfa.png", PixelPictures.png(RunningServer.URI));
    assertThat(card()).hasCount(1);
    List<String> names = new ArrayList<>();
    page.reload();
    page.locator("#choose").waitFor();
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("Tab");
      names.add((String) page.evaluate("document.activeElement.textContent.trim()"));
    }
    assertThat(names)
        .containsExactly("Skip to the page", "Watchword", "Add", "API", "Choose pictures");
  }

  @Test
  void treatsNamesAsTextWhateverTheyHold() {
    choose(
        "x.png",
        PixelPictures.png(
            "otpauth://totp/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E?secret=GEZDGNBVGY3TQOJQ&issuer=%E2%80%AEevil%00%3Cb%3Ebold"));
    assertThat(card().locator("h3")).hasText("evil<b>bold");
    assertThat(card().locator("form .soft")).hasText("<img src=x onerror=alert(1)>");
    assertThat(page.locator(".card img, .card b")).hasCount(0);
  }

  @Test
  void showsCounterCodesWithoutAClockAndSaysWhenAPinIsMissing() {
    choose("h.png", PixelPictures.png("otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&counter=7"));
    assertThat(card().locator(".note")).containsText("counter-based");
    assertThat(card().locator(".ring")).isHidden();
    choose("m.png", PixelPictures.png("motp://Work:ada?secret=0123456789abcdef"));
    assertThat(card().first().locator(".notice")).containsText("PIN");
    assertThat(card().first().locator(".big-code")).hasCount(0);
  }

  @Test
  void keepsNothingAndForgetsAtOnce() { // SE-16
    choose("mfa.png", PixelPictures.png(RunningServer.URI));
    assertThat(card()).hasCount(1);
    page.locator("#clear").click();
    assertThat(page.locator(".card.found")).hasCount(0);
    assertThat(page.locator("#choose")).isFocused();
    assertThat(
            page.evaluate(
                "async () => localStorage.length + sessionStorage.length + (await"
                    + " indexedDB.databases()).length + document.cookie.length"))
        .isEqualTo(0);
    page.evaluate("navigator.serviceWorker.ready");
    assertThat(
            (List<?>)
                page.evaluate(
                    """
                    async () => {
                      const requests = [];
                      for (const name of await caches.keys()) {
                        requests.push(...await (await caches.open(name)).keys());
                      }
                      return requests.map((request) => new URL(request.url).pathname);
                    }\
                    """))
        .as("what the service worker keeps")
        .isNotEmpty()
        .allSatisfy(kept -> assertThat((String) kept).startsWith("/assets/"));
    assertThat(context.cookies()).isEmpty();
    assertThat(page.url()).isEqualTo(base + "/add");
  }

  @Test
  void followsTheSystemIntoTheDark() {
    String light = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    String dark = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    assertThat(light).isEqualTo("rgb(245, 242, 234)");
    assertThat(dark).isEqualTo("rgb(15, 25, 28)");
  }

  @Test
  void hasNoAccessibilityViolationOnAnyPageInLightAndDarkOnALaptopAndAPhone() {
    for (int width : List.of(1200, 320)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        String where = width + " px, " + scheme;
        open(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        fits(where + ", empty");
        choose("mfa.png", PixelPictures.png(RunningServer.URI));
        assertThat(card()).hasCount(1);
        choose("holiday.png", PixelPictures.blank());
        assertThat(page.locator(".card.diagnosis")).hasCount(1);
        fits(where + ", with results");
        page.navigate(base + "/docs");
        assertThat(page.locator(".op").last()).isVisible();
        fits(where + ", docs");
      }
    }
  }

  private void fits(String where) {
    List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
    assertThat(violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList())
        .as(where)
        .isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as(where + ": scrolls sideways")
        .isEqualTo(0);
  }

  @Test
  void readsTheContractAsAnyYamlReaderDoes() throws IOException {
    page.navigate(base + "/docs");
    assertThat(page.locator(".op")).hasCount(operations());
    String parsed =
        (String)
            page.evaluate(
                """
                async () => {
                  const scripts = document.querySelector('script[src$="docs.js"]').src;
                  const { parseYaml } = await import(scripts.replace('docs.js', 'yaml.js'));
                  return JSON.stringify(parseYaml(await (await fetch('/openapi.yaml')).text()));
                }\
                """);
    JsonNode byJackson = new YAMLMapper().readTree(ContractClient.contract());
    assertThat(sameJson(new ObjectMapper().readTree(parsed), byJackson)).isTrue();
  }

  /// JSON has one kind of number, Jackson has several.
  private static boolean sameJson(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) ->
            a.isNumber() && b.isNumber()
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : a.equals(b) ? 0 : 1,
        other);
  }

  @Test
  void weighsLittle() {
    long[] bytes = {0};
    page.onResponse(response -> {
      Map<String, String> headers = response.allHeaders();
      bytes[0] += Long.parseLong(headers.getOrDefault("content-length", "0"));
    });
    page.navigate(base + "/");
    page.locator("#choose").waitFor();
    assertThat(bytes[0]).isBetween(10_000L, 150_000L);
  }

  private static int operations() {
    return (int)
        ContractClient.documented().stream()
            .map(each -> each.substring(0, each.lastIndexOf(' ')))
            .distinct()
            .count();
  }
}
