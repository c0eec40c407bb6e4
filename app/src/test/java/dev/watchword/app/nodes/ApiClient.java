package dev.watchword.app.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A relying party's program, calling one node. Thread-safe.
///
/// @param node where the node answers now
record ApiClient(Supplier<URI> node, String token) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What came back; no status where the connection broke before an answer.
  record Reply(Optional<Integer> status, String body) {

    boolean is(int wanted) {
      return status.equals(Optional.of(wanted));
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(body, e);
      }
    }
  }

  Reply call(String method, String path, String body) {
    return send(
        method,
        path,
        "application/json",
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  Reply post(String path, String contentType, byte[] body) {
    return send("POST", path, contentType, BodyPublishers.ofByteArray(body));
  }

  private Reply send(
      String method, String path, String contentType, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(node.get().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      return new Reply(Optional.of(response.statusCode()), response.body());
    } catch (IOException broken) {
      return new Reply(Optional.empty(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(Optional.empty(), "");
    }
  }

  Reply begin(String subscriber, String type) {
    return call(
        "POST",
        "/api/v1/enrolments",
        "{\"subscriber\":\"%s\",\"issuer\":\"Shop\",\"account\":\"%s\",\"type\":\"%s\"}"
            .formatted(subscriber, subscriber, type));
  }

  Reply confirm(String enrolment, String code) {
    return call("POST", "/api/v1/enrolments/" + enrolment + "/confirm", code(code));
  }

  Reply verify(String subscriber, String code) {
    return call("POST", "/api/v1/subscribers/" + subscriber + "/verify", code(code));
  }

  Reply issue(String subscriber) {
    return call("POST", "/api/v1/subscribers/" + subscriber + "/recovery-codes", "");
  }

  Reply redeem(String subscriber, String code) {
    return call("POST", "/api/v1/subscribers/" + subscriber + "/recovery-codes/redeem", code(code));
  }

  Reply show(String subscriber) {
    return call("GET", "/api/v1/subscribers/" + subscriber, "");
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }
}
