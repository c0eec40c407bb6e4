package dev.watchword.adapters.http;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The Chromium that tests look at pages with. It finds no name but this machine's, so that it asks
/// no name server anything of its own (SECURITY UP-08).
final class TestChromium {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");
  private static final Set<String> OF_A_SERVER = Set.of("http", "https", "ws", "wss");

  private TestChromium() {}

  static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /// @param more arguments of the browser, for example a camera that plays a film
  static Browser launch(Playwright playwright, String... more) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(
                    Path.of(System.getProperty("watchword.chromium", "/usr/bin/chromium")))
                .setArgs(Stream.concat(ARGUMENTS.stream(), Stream.of(more)).toList()));
  }

  /// Tells of errors and policy violations on a page's console, and of whatever it asks another
  /// machine for.
  static void watch(Page page, Consumer<String> complaints) {
    page.onPageError(complaints);
    page.onConsoleMessage(message -> {
      boolean refusal = message.text().startsWith("Failed to load resource");
      if (List.of("error", "warning").contains(message.type()) && !refusal) {
        complaints.accept(message.text());
      }
    });
    page.onRequest(request -> {
      URI asked = URI.create(request.url().split("[?#]", 2)[0]);
      if (OF_A_SERVER.contains(asked.getScheme()) && !THIS_MACHINE.contains(asked.getHost())) {
        complaints.accept("asks elsewhere: " + asked);
      }
    });
  }
}
