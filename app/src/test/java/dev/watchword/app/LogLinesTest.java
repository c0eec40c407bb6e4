package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a server's log reads (SECURITY LO-02, LO-03).
class LogLinesTest {

  private final LogLines lines = new LogLines("node 1");

  private String line(String logger, String message) {
    return lines.format(event(logger, message));
  }

  private static LogRecord event(String logger, String message) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName(logger);
    event.setInstant(Instant.parse("2026-11-24T10:00:18.250999Z"));
    return event;
  }

  @Test
  void startsWithTimeInUtcLevelAndNode() {
    assertThat(line("dev.watchword.http.access", "event=request request=1-2"))
        .isEqualTo(
            "time=2026-11-24T10:00:18.250Z level=WARNING node=\"node 1\" event=request"
                + " request=1-2\n");
  }

  @Test
  void quotesWhatOthersSay() {
    assertThat(line("com.example", "a \"word\" and \\ more"))
        .endsWith(" event=log logger=com.example message=\"a \\\"word\\\" and \\\\ more\"\n");
    assertThat(line("com.example", "")).endsWith(" message=\"\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\ninjected",
        "\ninjected",
        "\rinjected",
        "\u0085injected",
        "\u2028injected",
        "\u2029injected",
        "\u001b[31minjected",
        "\u202einjected",
        "\u0000injected",
        "\u200binjected",
        "\u009binjected"
      })
  void keepsOneEventOnOneLineWhateverItSays(String text) {
    for (String logger : new String[] {"com.example", "dev.watchword.http"}) {
      LogRecord event = event(logger, "before" + text);
      event.setThrown(new IllegalStateException("why" + text, new RuntimeException("deep" + text)));
      String line = lines.format(event);

      assertThat(line).endsWith("\n");
      assertThat(line.strip().codePoints())
          .noneMatch(c ->
              Character.isISOControl(c)
                  || Character.getType(c) == Character.FORMAT
                  || c == 0x2028
                  || c == 0x2029);
    }
  }

  @Test
  void tellsAFaultAndItsCausesWithTheirPlaces() {
    LogRecord event = event("dev.watchword.http", "event=fault request=1-2 route=/x");
    event.setThrown(new IllegalStateException("first", new IllegalArgumentException("second")));

    assertThat(lines.format(event))
        .contains(
            " error=\"java.lang.IllegalStateException: first\""
                + " stack=\"dev.watchword.app.LogLinesTest.")
        .contains(" caused by java.lang.IllegalArgumentException: second: ");
  }
}
