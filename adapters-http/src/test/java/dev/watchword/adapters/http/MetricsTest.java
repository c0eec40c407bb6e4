package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.access.TokenScope;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `/metrics` tells, and whom.
class MetricsTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private RunningServer running = new RunningServer();

  @AfterEach
  void stop() {
    running.close();
  }

  private RawConnection.Reply ask(String method, String path, String headers, String body)
      throws IOException {
    return RawConnection.exchange(
        running.port(),
        "%s %s HTTP/1.1\r\nHost: localhost:%d\r\n%sConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, running.port(), headers, body.length(), body));
  }

  private RawConnection.Reply metrics(String headers) throws IOException {
    return ask("GET", "/metrics", headers, "");
  }

  @Test
  void countsRequestsByTemplateAndStatusAndTellsNothingOfWhatWasAsked() throws IOException {
    String token = running.tokenForAll();
    String bearer = "Authorization: Bearer " + token + "\r\n";
    String entry = running.add(RunningServer.URI).toString();
    for (int i = 0; i < 3; i++) {
      ask("GET", "/api/v1/entries/" + entry + "/code", bearer, "");
    }
    ask("GET", "/api/v1/entries?q=canaryquery", bearer, "");
    ask("GET", "/canarypath", "", "");
    ask("CANARY", "/", "", "");
    ask("GET", "/health/live", "User-Agent: canaryagent\r\nX-Forwarded-For: 6.6.6.6\r\n", "");

    RawConnection.Reply reply = metrics("");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains(Measurements.MEDIA_TYPE);
    assertThat(reply.body())
        .contains(
            "watchword_http_requests_seconds_count{method=\"GET\","
                + "route=\"/api/v1/entries/{id}/code\",status=\"200\"} 3")
        .containsPattern(
            "watchword_http_requests_seconds_bucket\\{method=\"GET\","
                + "route=\"/api/v1/entries/\\{id}/code\",status=\"200\",le=\"10.0\"} 3")
        .contains("{method=\"GET\",route=\"-\",status=\"404\"} 1")
        .contains("{method=\"-\",route=\"-\",status=\"501\"} 1")
        .contains("jvm_memory_used_bytes", "process_files_open_files", "jvm_threads_live_threads");
    assertThat(reply.body().toLowerCase(java.util.Locale.ROOT)) // LO-01
        .doesNotContain("canary", entry, token, "openai", "ada@", "6.6.6.6");
  }

  @Test
  void countsWhatTheVerifierDecided() throws IOException {
    Enrolled enrolled = Enrolled.active(running);
    String headers =
        "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
            .formatted(running.relyingParty("shop"));
    for (String code : List.of(enrolled.code(0), enrolled.wrong(), enrolled.wrong())) {
      ask(
          "POST",
          "/api/v1/subscribers/" + enrolled.subscriber() + "/verify",
          headers,
          "{\"code\":\"" + code + "\"}");
    }

    assertThat(metrics("").body())
        .contains("watchword_verifications_total{kind=\"otp\",outcome=\"accepted\"} 1")
        .contains("watchword_verifications_total{kind=\"otp\",outcome=\"refused\"} 2");
  }

  @Test
  void timesPicturesByWhetherACodeWasFound() throws IOException {
    String scan =
        "Authorization: Bearer "
            + running.token(TokenScope.SCAN)
            + "\r\nContent-Type: image/png\r\n";
    ask("POST", "/api/v1/scan", scan, "x\nWRITTEN\n" + RunningServer.URI);
    ask("POST", "/api/v1/scan", scan, "nothing");

    assertThat(metrics("").body())
        .contains("watchword_decode_seconds_count{outcome=\"found\"} 1")
        .contains("watchword_decode_seconds_count{outcome=\"none\"} 1");
  }

  @Test
  void showsFiguresOfOthersAsTheyAreWhenAsked() throws IOException {
    double[] now = {3};
    running.server.gauge(new Gauge("watchword_pool_busy", "How many are busy", () -> now[0]));
    assertThat(metrics("").body()).contains("watchword_pool_busy 3.0");
    now[0] = 4;
    assertThat(metrics("").body()).contains("watchword_pool_busy 4.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gauge("other_name", "no", () -> 0))
        .withMessageContaining("other_name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: localhost",
        "X-Real-IP: 127.0.0.1",
        "Forwarded: for=127.0.0.1",
        "Via: 1.1 proxy",
      })
  void isNotShownToWhatCameByAProxyOnThisMachine(String header) throws IOException {
    RawConnection.Reply reply = metrics(header + "\r\n");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).contains("not-the-operator").doesNotContain("jvm_");
  }

  @Test
  void isShownToAnAddressThatWasNamedForIt() throws IOException {
    running.close();
    running =
        new RunningServer(
            ServerSettings.standard()
                .withPort(0)
                .withBind(LOOPBACK, List.of(LOOPBACK))
                .withPublicHosts(Set.of("codes.example.org"))
                .withMetricsReaders(List.of(InetAddress.ofLiteral("192.0.2.7"))));
    assertThat(metrics("X-Forwarded-For: 192.0.2.7\r\n").status()).isEqualTo(200);
    assertThat(metrics("X-Forwarded-For: 192.0.2.8\r\n").status()).isEqualTo(403);
    assertThat(metrics("X-Forwarded-For: 192.0.2.7, 192.0.2.8\r\n").status()).isEqualTo(403);
  }
}
