package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SECURITY LO-01 to LO-03: what is logged of a request, and what never is.
class AccessLogTest {

  private final RunningServer running = new RunningServer();
  private final String token = running.tokenForAll();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.watchword.http");
  private final Logger helidon = Logger.getLogger("io.helidon");
  private final Handler catcher =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          lines.add(new SimpleFormatter().format(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Level rootLevel = root.getLevel();

  @BeforeEach
  void listenToEverything() {
    root.setLevel(Level.ALL);
    ours.setLevel(Level.ALL);
    helidon.setLevel(Level.ALL);
    catcher.setLevel(Level.ALL);
    root.addHandler(catcher);
  }

  @AfterEach
  void stop() {
    root.removeHandler(catcher);
    root.setLevel(rootLevel);
    ours.setLevel(Level.OFF);
    helidon.setLevel(null);
    running.close();
  }

  private RawConnection.Reply send(String method, String target, String body) throws IOException {
    return RawConnection.exchange(
        running.port(),
        ("%s %s HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
            .formatted(method, target, running.port(), token, body.length(), body));
  }

  @Test
  void writesOneLineARequestWithTemplateStatusAndCallerAndNothingThatTheClientChose()
      throws IOException {
    send("GET", "/api/v1/entries?q=canaryquery", "");
    send("GET", "/canarypath%0d%0aInjected", "");
    List<String> access = lines.stream().filter(line -> line.contains("event=request ")).toList();

    assertThat(access).hasSize(2);
    assertThat(access.getFirst())
        .contains(
            "source=127.0.0.1 actor="
                + running.tokens.all().getFirst().id()
                + " method=GET route=/api/v1/entries status=200");
    assertThat(access.getLast()).contains("route=- status=404");
    assertThat(String.join("\n", lines)).doesNotContain("canaryquery", "canarypath");
  }

  @Test
  void writesNoTokenSecretCodeOrRecoveryCodeAtAnyLevel() throws IOException {
    String secret = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
    RawConnection.Reply added =
        send(
            "POST",
            "/api/v1/entries",
            "{\"uri\":\"otpauth://totp/A:b?secret=%s&issuer=A\",\"note\":\"canarynote\"}"
                .formatted(secret));
    assertThat(added.status()).isEqualTo(201);
    String entry = added.header("Location").orElseThrow();
    send("POST", "/api/v1/entries", "{\"secret\":\"%s\",\"digits\":99}".formatted(secret));
    send(
        "POST",
        "/api/v1/entries",
        "{\"uri\":\"otpauth://totp/A?secret=%s&digits=99\"}".formatted(secret));
    send("POST", "/api/v1/entries", "{\"secret\":\"%s\"".formatted(secret));
    send("POST", entry + "/recovery-codes", "{\"codes\":[\"canary-recovery\"]}");
    send("POST", entry + "/recovery-codes/use", "{\"code\":\"canary-recovery\"}");
    send("POST", entry + "/recovery-codes/use", "{\"code\":\"canary-unknown\"}");
    RawConnection.Reply code = send("GET", entry + "/code", "");
    send("GET", "/api/v1/entries?access_token=" + token, "");
    running.failing = true;
    send("POST", "/api/v1/entries", "{\"secret\":\"%s\"}".formatted(secret));
    running.failing = false;

    assertThat(code.status()).isEqualTo(200);
    String value = code.body().replaceFirst("(?s).*?\"value\":\"([0-9]{6})\".*", "$1");
    assertThat(value).hasSize(6);
    String all = String.join("\n", lines);
    assertThat(all)
        .contains("a planted fault") // what went wrong is there
        .doesNotContain(secret, token, token.substring(4, 24), "canary", value);
  }
}
