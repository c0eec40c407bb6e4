package dev.watchword.adapters.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.watchword.core.testing.FixedRandom;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Chromium and a real server: a camera that sees a QR code, and an entry's own picture.
@Tag("browser")
class CameraAndPictureTest {

  private static final String URI =
      "otpauth://totp/Example%20Shop:grace?secret=GEZDGNBVGY3TQOJQGEZDGNBV&issuer=Example%20Shop";

  @TempDir private static Path folder;
  private static PageBrowser browser;

  private final PeopleServer server =
      new PeopleServer(
              ServerSettings.standard().withPort(0),
              FixedRandom.seeded(12),
              new ScreenPictures(),
              new ScreenPictures())
          .setUp();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    Path film = folder.resolve("film.y4m");
    Film.write(view(), film);
    browser =
        new PageBrowser(
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-video-capture=" + film);
  }

  /// What the camera sees: the code on a grey desk.
  private static BufferedImage view() throws IOException {
    BufferedImage code = ImageIO.read(new ByteArrayInputStream(new ScreenPictures().png(URI, 6)));
    BufferedImage view = new BufferedImage(640, 480, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D desk = view.createGraphics();
    desk.setColor(Color.GRAY);
    desk.fillRect(0, 0, 640, 480);
    desk.drawImage(code, (640 - code.getWidth()) / 2, (480 - code.getHeight()) / 2, null);
    desk.dispose();
    return view;
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @BeforeEach
  void signIn() {
    browser.complaints.clear();
    server.advance(Duration.between(server.now(), Instant.now()));
    context = browser.person();
    page = browser.page(context);
    page.navigate("http://127.0.0.1:" + server.port() + "/sign-in");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("ada");
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
        .fill(PeopleServer.PASSWORD);
    button("Continue").click();
    assertThat(page).hasURL(Pattern.compile(".*/$"));
  }

  @AfterEach
  void close() {
    context.close();
    server.close();
    assertThat(browser.complaints).isEmpty();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void keepsACodeThatTheCameraSaw() {
    page.navigate("http://127.0.0.1:" + server.port() + "/add");
    page.locator("#camera").click();
    assertThat(page.locator("dialog [role=status]"))
        .containsText(
            "Example Shop",
            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                .setTimeout(20_000));
    page.locator("dialog .primary").click();
    Locator found = page.locator(".card.found");
    assertThat(found).hasCount(1);
    assertThat(found.getByLabel("Site")).hasValue("Example Shop");
    found.locator("button[type=submit]").click();
    assertThat(page.locator(".kept")).isVisible();

    assertThat(server.door.vault().orElseThrow().entries())
        .extracting(entry -> entry.label().accountName())
        .contains("grace");
  }

  @Test
  void givesAnEntryItsOwnPictureAndTakesItAway() throws IOException {
    Locator row = page.locator(".entry").first();
    row.locator(".only-icon").last().click();
    Locator details = page.locator(".entry-details");
    assertThat(details.locator(".tile img")).hasCount(0);

    choose(Color.RED);
    assertThat(details.locator(".tile img")).isVisible();
    browser.accessible(page, "an entry with its own picture");
    browser.picture(page, "own-picture");
    choose(Color.BLUE);
    page.waitForCondition(() -> colour(details).equals("0,0,255"));
    page.locator(".entry-picture button").last().click();
    assertThat(details.locator(".tile img")).hasCount(0);

    page.locator(".entry-picture + input")
        .setInputFiles(new FilePayload("text.png", "image/png", "no picture".getBytes()));
    assertThat(details.locator("[role=alert]").first()).containsText("PNG");
  }

  private void choose(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D all = image.createGraphics();
    all.setColor(colour);
    all.fillRect(0, 0, 200, 200);
    all.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    page.locator(".entry-picture + input")
        .setInputFiles(new FilePayload("own.png", "image/png", png.toByteArray()));
  }

  /// The middle of the tile's picture, as the browser drew it.
  private static String colour(Locator details) {
    return (String)
        details
            .locator(".tile img")
            .evaluate(
                """
                (image) => {
                  const canvas = document.createElement('canvas');
                  const at = canvas.getContext('2d');
                  at.drawImage(image, 0, 0, 10, 10);
                  return [...at.getImageData(5, 5, 1, 1).data].slice(0, 3).join();
                }
                """);
  }
}
