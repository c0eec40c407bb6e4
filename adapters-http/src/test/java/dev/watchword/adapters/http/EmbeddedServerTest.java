package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.InMemoryApiTokenRepository;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Diagnosis;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The ten lines of docs/api.md by which a program starts the server with ports of its own.
class EmbeddedServerTest {

  @Test
  void startsInTenLinesOfAProgramThatBringsItsOwnPorts() throws Exception {
    // docs/api.md: embedding, from here
    ServerPorts ports =
        new ServerPorts(
            (picture, limits) -> Capture.unreadable(new Diagnosis.NoCode()),
            Optional::empty,
            new InMemoryApiTokenRepository(),
            InstantSource.system(),
            new SecureRandom());
    try (var server = new WatchwordServer(ServerSettings.standard().withPort(0), ports)) {
      server.start();
      HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/health/ready")).build();
      // docs/api.md: to here
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"ready\",\"vault\":\"locked\"}");
    }
  }
}
