package dev.watchword.bench;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;

/// The HTTP floor: the same library answering a constant of the same length.
final class BareServer implements AutoCloseable {

  private static final byte[] BODY =
      "{\"accepted\":true,\"again\":false}".getBytes(StandardCharsets.US_ASCII);

  private final WebServer server =
      WebServer.builder()
          .host("127.0.0.1")
          .port(0)
          .shutdownHook(false)
          .featuresDiscoverServices(false)
          .routing(
              HttpRouting.builder()
                  .any((request, response) -> {
                    request.content().inputStream().readAllBytes();
                    response.header(HeaderValues.CONTENT_TYPE_JSON).send(BODY);
                  }))
          .build()
          .start();

  /// In a process of its own, until it is killed; prints its port.
  ///
  /// usage: `BareServer`
  public static void main(String[] arguments) {
    System.out.println(new BareServer().server.port());
  }

  ClosedLoop.Load load() {
    return thread -> {
      LoopbackHttp http = new LoopbackHttp(server.port());
      byte[] request =
          LoopbackHttp.request("POST", "/", server.port(), "", "{\"code\":\"123456\"}");
      return () -> {
        if (http.exchange(request) != 200) {
          throw new IllegalStateException("the floor refused");
        }
      };
    };
  }

  @Override
  public void close() {
    server.stop();
  }
}
