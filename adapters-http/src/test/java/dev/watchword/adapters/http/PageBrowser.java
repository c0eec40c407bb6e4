package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A real Chromium for tests of pages: contexts that notice complaints, looks at several sizes.
final class PageBrowser implements AutoCloseable {

  private static final int LAPTOP_WIDTH = 1200;
  private static final int PHONE_WIDTH = 320;

  /// Where pictures for the papers go, as a system property; without it none are taken.
  private static final Optional<Path> PICTURES =
      Optional.ofNullable(System.getProperty("watchword.pictures")).map(Path::of);

  private final Playwright playwright = TestChromium.playwright();
  private final Browser chromium;

  /// Errors and policy violations on any console since the last look, and what was asked elsewhere.
  final List<String> complaints = new ArrayList<>();

  /// @param more arguments of the browser, for example a camera that plays a film
  PageBrowser(String... more) {
    chromium = TestChromium.launch(playwright, more);
  }

  /// A browser of its own for one person: cookies and all.
  BrowserContext person() {
    BrowserContext context =
        chromium.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(LAPTOP_WIDTH, 900)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setReducedMotion(ReducedMotion.REDUCE));
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    context.setDefaultTimeout(10_000);
    return context;
  }

  Page page(BrowserContext context) {
    Page page = context.newPage();
    TestChromium.watch(page, complaints::add);
    return page;
  }

  /// Holds the page to account, wide and light, narrow and dark: no violation that axe finds,
  void accessible(Page page, String where) {
    // a page that is on its way has neither yet
    page.locator("h1").first().waitFor();
    PlaywrightAssertions.assertThat(page.locator(".big-code:visible .shown:empty")).hasCount(0);
    accessible(page, where, LAPTOP_WIDTH, ColorScheme.LIGHT);
    accessible(page, where, PHONE_WIDTH, ColorScheme.DARK);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(LAPTOP_WIDTH, 900);
    assertThat(complaints).as(where + ": complaints on the console").isEmpty();
  }

  private void accessible(Page page, String where, int width, ColorScheme scheme) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    String at = "%s, %d px, %s".formatted(where, width, scheme);
    // the other mode opens a page for each look, for frames of other sites; ours have no frames
    List<Rule> violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
    assertThat(violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList())
        .as(at)
        .isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as(at + ": scrolls sideways")
        .isEqualTo(0);
  }

  /// A picture of the page as it stands.
  void picture(Page page, String name) {
    PICTURES.ifPresent(folder -> {
      shot(page, folder, name + "-light", 1100, 760, ColorScheme.LIGHT);
      shot(page, folder, name + "-dark", 1100, 760, ColorScheme.DARK);
      shot(page, folder, name + "-phone", 390, 800, ColorScheme.LIGHT);
      page.setViewportSize(LAPTOP_WIDTH, 900);
    });
  }

  private void shot(
      Page page, Path folder, String name, int width, int height, ColorScheme scheme) {
    page.setViewportSize(width, height);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(folder.resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /// Does something and tells what was copied by it.
  static String copiedBy(Page page, Consumer<Page> act) {
    act.accept(page);
    return (String) page.evaluate("navigator.clipboard.readText()");
  }

  @Override
  public void close() {
    playwright.close();
  }
}
