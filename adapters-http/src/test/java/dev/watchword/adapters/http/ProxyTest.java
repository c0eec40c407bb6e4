package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY SE-10: a listed proxy says whom it speaks for; nobody else does.
class ProxyTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private RunningServer running =
      new RunningServer(
          ServerSettings.standard()
              .withPort(0)
              .withBind(LOOPBACK, List.of(LOOPBACK, InetAddress.ofLiteral("192.0.2.1")))
              .withPublicHosts(Set.of("codes.example.org")));

  @AfterEach
  void stop() {
    running.close();
  }

  /// What the audit log has as the source of a request with these headers.
  private String source(String headers) throws IOException {
    String body = "{\"issuer\":\"A\",\"account\":\"a\",\"subscriber\":\"ada\"}";
    RawConnection.Reply reply =
        RawConnection.exchange(
            running.port(),
            ("POST /api/v1/enrolments HTTP/1.1\r\nHost: localhost:%d\r\n"
                    + "Authorization: Bearer %s\r\nContent-Type: application/json\r\n%s"
                    + "Content-Length: %d\r\n\r\n%s")
                .formatted(
                    running.port(), running.relyingParty("shop"), headers, body.length(), body));
    assertThat(reply.status()).as(reply.all()).isIn(200, 201, 409);
    List<AuditEntry> entries = running.verifierStore.auditLog().waiting(1000);
    return entries.getLast().origin().source();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                        | 203.0.113.7",
        "203.0.113.7, 192.0.2.1             | 203.0.113.7",
        "6.6.6.6, 203.0.113.7               | 203.0.113.7",
        "6.6.6.6, 203.0.113.7, 192.0.2.1    | 203.0.113.7",
        "203.0.113.7:55555                  | 203.0.113.7",
        "2001:db8::7                        | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:55555                | 2001:db8:0:0:0:0:0:7",
        "6.6.6.6, not-an-address            | 127.0.0.1",
        "203.0.113.7, unknown, 192.0.2.1    | 192.0.2.1",
        "localhost                          | 127.0.0.1",
      })
  void believesAListedProxyAndWhatItSawItself(String forwarded, String source) throws IOException {
    assertThat(source("X-Forwarded-For: " + forwarded + "\r\n")).isEqualTo(source);
  }

  @Test
  void readsSeveralHeadersAsOneList() throws IOException {
    assertThat(source("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.7\r\n"))
        .isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: codes.example.org",
        "X-Forwarded-Port: 443",
        "X-Real-IP: 203.0.113.7",
        "Forwarded: for=203.0.113.7;proto=https;host=codes.example.org",
        "X-Forwarded-User: ada",
        "Remote-User: ada",
      })
  void believesNothingOfAnybodyElse(String header) throws IOException {
    running.close();
    running = new RunningServer();
    assertThat(source(header + "\r\n")).isEqualTo("127.0.0.1");
    RawConnection.Reply reply = live(header + "\r\n");
    assertThat(reply.header("Strict-Transport-Security")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Proto: https                               | true",
        "X-Forwarded-Proto: http                                | false",
        "X-Forwarded-Proto: https, http                         | false",
        "Forwarded: proto=https                                 | false",
        "X-Forwarded-Scheme: https                              | false",
      })
  void takesARequestForSecureOnlyWhereTheProxySaysSo(String header, boolean secure)
      throws IOException {
    assertThat(live(header + "\r\n").header("Strict-Transport-Security").isPresent())
        .isEqualTo(secure);
  }

  private RawConnection.Reply live(String headers) throws IOException {
    return RawConnection.exchange(
        running.port(),
        "GET /health/live HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\n"
            .formatted(running.port(), headers));
  }
}
