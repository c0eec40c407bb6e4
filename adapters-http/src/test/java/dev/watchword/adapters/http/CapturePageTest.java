package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The capture page of somebody who is signed in, in a real Chromium whose camera plays a film.
@Tag("browser")
class CapturePageTest {

  private static final int FILM_WIDTH = 320;
  private static final int FILM_HEIGHT = 240;

  @TempDir private static Path folder;
  private static PageBrowser browser;
  private static RunningServer running;

  private final PlayedApi api = new PlayedApi();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    Path film = folder.resolve("film.y4m");
    Film.write(halves(), film);
    browser =
        new PageBrowser(
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-video-capture=" + film);
    running = new RunningServer();
  }

  /// Black on the left and white on the right.
  private static BufferedImage halves() {
    BufferedImage image = new BufferedImage(FILM_WIDTH, FILM_HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    image.createGraphics().fillRect(FILM_WIDTH / 2, 0, FILM_WIDTH / 2, FILM_HEIGHT);
    return image;
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  @BeforeEach
  void open() {
    String cutout = Base64.getEncoder().encodeToString(PixelPictures.blank());
    api.found = List.of(Map.of("issuer", "OpenAI", "account", "ada@example.com", "cutout", cutout));
    context = browser.person();
    api.playTo(context);
    page = browser.page(context);
    page.navigate("http://127.0.0.1:" + running.port() + "/add");
    page.locator("#choose").waitFor();
  }

  @AfterEach
  void close() {
    context.close();
    assertThat(browser.complaints).as("complaints on the console").isEmpty();
  }

  private void choose(String... names) {
    page.locator("#file")
        .setInputFiles(
            Arrays.stream(names)
                .map(name -> new FilePayload(name, "image/png", PixelPictures.blank()))
                .toArray(FilePayload[]::new));
  }

  private Locator found() {
    return page.locator(".card.found");
  }

  private Locator keep() {
    return found().first().locator("button[type=submit]");
  }

  @Test
  void storesNothingBeforeThePersonSaysSoAndThenWhatWasCorrected() {
    choose("mfa.png");
    assertThat(found()).hasCount(1);
    assertThat(found().locator(".shown")).hasText("123456");
    assertThat(found().locator(".cutout canvas")).isVisible();
    assertThat(api.entries).isEmpty();
    browser.accessible(page, "a code that was found");
    browser.picture(page, "capture");

    found().getByLabel("Site").fill("OpenAI (work)");
    found().getByLabel("Tags").fill("work, lab");
    keep().click();
    assertThat(found().locator(".kept")).hasText("OpenAI (work) is in the vault.");
    String form = (String) api.entries.getFirst().get("account");
    assertThat(form)
        .contains("name=\"issuer\"\r\n\r\nOpenAI (work)\r\n", "name=\"code\"\r\n\r\n0\r\n")
        .contains("name=\"tag\"\r\n\r\nwork\r\n", "name=\"tag\"\r\n\r\nlab\r\n", "name=\"image\"");
  }

  @Test
  void readsSeveralPicturesInTurnAndKeepsAllAtOnce() {
    choose("a.png", "b.png", "c.png");
    assertThat(found()).hasCount(3);
    assertThat(api.pictures).hasSize(3);
    page.locator("button", new Page.LocatorOptions().setHasText("Keep all 3")).click();
    assertThat(page.locator(".kept")).hasCount(3);
    assertThat(api.entries).hasSize(3);
  }

  @Test
  void takesAnAddressFromTheClipboard() {
    page.evaluate(
        "() => navigator.clipboard.writeText('otpauth://totp/OpenAI:ada?secret=GEZDGNBVGY3TQOJQ')");
    page.keyboard().press("Control+v");
    assertThat(found()).hasCount(1);
    assertThat(api.calls).contains("POST /entries/preview");
    keep().click();
    assertThat(page.locator(".kept")).isVisible();
    assertThat(api.entries.getFirst().get("issuer")).isEqualTo("OpenAI");

    page.evaluate("() => navigator.clipboard.writeText('a shopping list')");
    page.locator("#paste").click();
    assertThat(page.locator("#status")).containsText("neither a picture nor");
  }

  @Test
  void looksThroughTheCameraAndShowsEachCodeOnce() throws IOException {
    page.locator("#camera").click();
    assertThat(page.locator("dialog video")).isVisible();
    assertThat(page.locator("dialog [role=status]")).hasText("Found: OpenAI");
    browser.accessible(page, "the camera");
    page.locator("dialog button", new Page.LocatorOptions().setHasText("Look now")).click();
    page.waitForCondition(() -> api.pictures.size() >= 2);
    page.locator("dialog .primary").click();
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(found()).hasCount(1);

    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(api.pictures.getFirst()));
    assertThat(grey(seen, 0.2)).isLessThan(60);
    assertThat(grey(seen, 0.8)).isGreaterThan(195);
  }

  private static int grey(BufferedImage image, double across) {
    return image.getRGB((int) (image.getWidth() * across), image.getHeight() / 2) & 0xff;
  }

  @Test
  void takesAKeyTypedByHand() {
    page.locator("#by-hand").click();
    Locator dialog = page.locator("dialog");
    dialog.getByLabel("Site").fill("Bank");
    dialog.getByLabel("Account").fill("ada");
    dialog.locator("input[type=password]").fill("gezd gnbv gy3t qojq");
    browser.accessible(page, "a key by hand");
    dialog.locator("button[type=submit]").click();
    assertThat(dialog).hasCount(0);
    assertThat(api.entries.getFirst().get("issuer")).isEqualTo("Bank");
  }

  @Test
  void isReadableInEveryLanguage() {
    for (String language : List.of("de", "es", "ja", "zh-Hans")) {
      api.language = language;
      page.reload();
      page.locator("#choose").waitFor();
      assertThat(page.locator("html")).hasAttribute("lang", language);
      assertThat(page.locator("body").textContent()).doesNotContainPattern("\\bcapture\\.[a-z]");
      browser.accessible(page, "the capture page in " + language);
    }
  }
}
