package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.TokenScope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bearer tokens over HTTP (SECURITY TK-01 to TK-07).
class TokenTest {

  private final RunningServer running = new RunningServer();
  private final String token = running.token(TokenScope.ENTRIES_READ);

  @AfterEach
  void stop() {
    running.close();
  }

  private RawConnection.Reply list(String target, String headers) throws IOException {
    return RawConnection.exchange(
        running.port(),
        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n%sConnection: close\r\n\r\n"
            .formatted(target, running.port(), headers));
  }

  private int statusWith(String authorization) throws IOException {
    return list("/api/v1/entries", "Authorization: " + authorization + "\r\n").status();
  }

  @Test
  void takesATokenFromTheAuthorizationHeaderAlone() throws IOException { // TK-06
    assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    assertThat(statusWith("bearer " + token)).isEqualTo(200);
    for (String target :
        List.of(
            "/api/v1/entries?token=" + token,
            "/api/v1/entries?access_token=x",
            "/api/v1/entries?q=" + token,
            "/api/v1/" + token)) {
      assertThat(list(target, "").status()).as(target).isEqualTo(400);
    }
    RawConnection.Reply cookie = list("/api/v1/entries", "Cookie: token=" + token + "\r\n");
    assertThat(cookie.status()).isEqualTo(400);
    assertThat(cookie.all()).doesNotContain(token.substring(4, 20));
    assertThat(list("/api/v1/entries", "X-Api-Key: " + token + "\r\n").status()).isEqualTo(401);
  }

  @Test
  void refusesEveryOtherFormWithoutSayingWhatIsWrong() throws IOException {
    String bodyOfAnUnknownToken = null;
    for (String authorization :
        List.of(
            "Bearer wwt_" + "A".repeat(58),
            "Bearer " + token.substring(0, 61) + (token.endsWith("A") ? "B" : "A"))) {
      RawConnection.Reply reply =
          list("/api/v1/entries", "Authorization: " + authorization + "\r\n");
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
      String body = reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
      if (bodyOfAnUnknownToken != null) {
        assertThat(body).isEqualTo(bodyOfAnUnknownToken);
      }
      bodyOfAnUnknownToken = body;
    }
    for (String authorization :
        List.of("", "Bearer", "Bearer ", "Basic " + token, token, "Bearer " + token + " x")) {
      assertThat(statusWith(authorization)).as(authorization).isEqualTo(401);
    }
    assertThat(
            list(
                    "/api/v1/entries",
                    "Authorization: Bearer " + token + "\r\nAuthorization: Bearer x\r\n")
                .status())
        .isEqualTo(401);
  }

  @Test
  void looksIntoNoStoreForAMistypedToken() throws IOException { // TK-01
    int before = running.tokens.lookUps.get();
    String mistyped =
        token.substring(0, 30) + (token.charAt(30) == 'A' ? 'B' : 'A') + token.substring(31);
    assertThat(statusWith("Bearer " + mistyped)).isEqualTo(401);
    assertThat(running.tokens.lookUps.get()).isEqualTo(before);
    assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    assertThat(running.tokens.lookUps.get()).isEqualTo(before + 1);
  }

  @Test
  void forgetsATokenAtTheSecondOfItsExpiryAndAtOnceWhenRevoked()
      throws IOException { // TK-03, TK-04
    running.clock.advance(Duration.ofDays(90).minusSeconds(1));
    assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    running.clock.advance(Duration.ofSeconds(1));
    assertThat(statusWith("Bearer " + token)).isEqualTo(401);

    String other = running.token(TokenScope.ENTRIES_READ);
    assertThat(statusWith("Bearer " + other)).isEqualTo(200);
    ApiToken kept = running.tokens.all().getLast();
    running.tokens.revoke(kept.id(), running.clock.instant());
    assertThat(statusWith("Bearer " + other)).isEqualTo(401);
  }

  @Test
  void answersAgainWhenTheMinuteHasMovedOn() throws IOException { // TK-07
    for (int i = 0; i < 600; i++) {
      assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    }
    assertThat(statusWith("Bearer " + token)).isEqualTo(429);
    assertThat(statusWith("Bearer " + running.token(TokenScope.ENTRIES_READ))).isEqualTo(200);
    running.clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      assertThat(statusWith("Bearer " + token)).isEqualTo(200);
    }
    assertThat(statusWith("Bearer " + token)).isEqualTo(429);
  }

  @Test
  void recordsWhenAndFromWhereATokenWasUsed() throws IOException { // TK-07
    statusWith("Bearer " + token);
    assertThat(running.tokens.all().getFirst().lastUse())
        .hasValueSatisfying(use -> {
          assertThat(use.source()).isEqualTo("127.0.0.1");
          assertThat(use.at()).isEqualTo("2026-11-24T10:00:18Z");
        });
  }
}
