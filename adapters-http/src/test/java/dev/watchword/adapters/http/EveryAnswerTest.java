package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What holds for every answer of every route, errors included.
class EveryAnswerTest {

  /// Whoever goes to the provider takes a verifier along; nobody else without a session gets a
  /// cookie.
  private static final String TO_PROVIDER = "POST /api/v1/session/provider/options 200";

  private static final RunningServer RUNNING = new RunningServer();
  private static final int PORT = RUNNING.port();
  private static final String HOST = "Host: localhost:" + PORT + "\r\n";
  private static final String ID = "00000000-0000-4000-8000-000000000000";

  @AfterAll
  static void stop() {
    RUNNING.close();
  }

  private static RawConnection.Reply ask(String method, String path, String headers)
      throws IOException {
    return RawConnection.exchange(
        PORT,
        "%s %s HTTP/1.1\r\n%s%sContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(method, path, HOST, headers));
  }

  private static void hasItsHeaders(String what, RawConnection.Reply reply) {
    String policy = reply.header("Content-Security-Policy").orElse("");
    assertThat(policy)
        .as(what)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("base-uri 'none'", "object-src 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "*", "data:", "blob:");
    assertThat(reply.header("X-Content-Type-Options")).as(what).contains("nosniff");
    assertThat(reply.header("Referrer-Policy")).as(what).contains("no-referrer");
    assertThat(reply.header("Cross-Origin-Opener-Policy")).as(what).contains("same-origin");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).as(what).contains("same-origin");
    assertThat(reply.header("Server")).as(what).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Origin")).as(what).isEmpty();
    assertThat(reply.header("Set-Cookie").isPresent()).as(what).isEqualTo(what.equals(TO_PROVIDER));
  }

  @Test
  void hasTheSecurityHeadersOnEveryRouteAndEveryError() throws IOException { // SE-07
    String all = "Authorization: Bearer " + RUNNING.tokenForAll() + "\r\n";
    for (Route route : RUNNING.server.routes().all()) {
      String path =
          route
              .template()
              .replace("{id}", ID)
              .replace("{subscriber}", "ann")
              .replace("{section}", "security");
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
        for (String headers : List.of("", all)) {
          RawConnection.Reply reply = askWithoutBody(method, path, headers);
          String what = method + " " + path + " " + reply.status();
          hasItsHeaders(what, reply);
          boolean asset = path.startsWith("/assets/") && reply.status() == 200;
          assertThat(reply.header("Cache-Control").orElse(""))
              .as(what)
              .isEqualTo(asset ? "public, max-age=31536000, immutable" : "no-store");
        }
      }
    }
    hasItsHeaders("a malformed HEAD", askWithoutBody("HEAD", "/{", ""));
    for (String path :
        List.of("/none", "/api/v1/none", "/assets/x/tokens.css", "/../etc", "/%zz")) {
      RawConnection.Reply reply = ask("GET", path, "");
      assertThat(reply.status()).as(path).isBetween(400, 499);
      hasItsHeaders(path, reply);
    }
  }

  private static RawConnection.Reply askWithoutBody(String method, String path, String headers)
      throws IOException {
    if (!method.equals("HEAD")) {
      return ask(method, path, headers);
    }
    try (RawConnection connection = new RawConnection(PORT)) {
      connection.send(
          "HEAD %s HTTP/1.1\r\n%s%sConnection: close\r\n\r\n".formatted(path, HOST, headers));
      RawConnection.Reply reply = connection.headReply();
      assertThat(connection.closedByServer()).as("a body after HEAD " + path).isTrue();
      return reply;
    }
  }

  @Test
  void refusesMethodsThatAPathDoesNotHaveAndNamesThoseThatItHas() throws IOException { // SE-18
    RawConnection.Reply wrong = ask("PUT", "/api/v1/entries/" + ID, "");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).contains("DELETE, GET, HEAD, PATCH");
    assertThat(ask("TRACE", "/", "").status()).isEqualTo(405);
    assertThat(ask("OPTIONS", "/api/v1/entries", "").status()).isEqualTo(405);
    assertThat(ask("BREW", "/", "").status()).isEqualTo(501);
    RawConnection.Reply echoed = ask("TRACE", "/health/live", "X-Canary: parrot\r\n");
    assertThat(echoed.all()).doesNotContain("parrot");
  }

  @Test
  void speaksNoCors() throws IOException { // SE-14
    for (String origin :
        List.of(
            "null",
            "http://evil.example",
            "https://localhost:" + PORT,
            "http://localhost:1",
            "http://127.0.0.1:" + PORT,
            "http://localhost:" + PORT)) {
      String headers = "Origin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n";
      for (String method : List.of("OPTIONS", "GET")) {
        RawConnection.Reply reply = ask(method, "/api/v1/entries", headers);
        assertThat(reply.all().toLowerCase(java.util.Locale.ROOT))
            .doesNotContain("access-control-", "evil");
      }
    }
  }
}
