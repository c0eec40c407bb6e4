package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// That the browser of the tests would tell.
@Tag("browser")
class TestChromiumTest {

  @Test
  void tellsWhatAPageAsksAnotherMachineFor() { // UP-08
    List<String> complaints = new CopyOnWriteArrayList<>();
    try (var playwright = TestChromium.playwright();
        var chromium = TestChromium.launch(playwright)) {
      Page page = chromium.newPage();
      TestChromium.watch(page, complaints::add);

      page.setContent(
          "<img src='http://tracker.example/dot.png'><img src='http://127.0.0.1:9/own.png'>"
              + "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>");
      page.waitForCondition(() -> !complaints.isEmpty());
    }

    assertThat(new ArrayList<>(complaints))
        .containsExactly("asks elsewhere: http://tracker.example/dot.png");
  }
}
