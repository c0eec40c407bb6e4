package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// A client that holds every answer, and every request that is meant to be a good one, against the
/// contract that the server hands out.
final class ContractClient {

  /// Operations with statuses that were seen, as `GET /api/v1/entries 200`.
  static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForInlineApiSpecification(contract()).build();

  private final String base;

  ContractClient(RunningServer server) {
    this.base = "http://127.0.0.1:" + server.port();
  }

  static String contract() {
    try (InputStream in = ContractClient.class.getResourceAsStream("openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A request that is being put together.
  final class Call {
    private final String method;
    private final String template;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte @Nullable [] body;
    private boolean meantWell = true;

    private Call(String method, String template, String path) {
      this.method = method;
      this.template = template;
      this.path = path;
    }

    Call token(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Call header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Call json(String json) {
      return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Call body(String type, byte[] bytes) {
      body = bytes;
      return header("Content-Type", type);
    }

    /// The request itself breaks the contract: only the answer is held against it.
    Call broken() {
      meantWell = false;
      return this;
    }

    /// Sends it and wants this status.
    Reply expect(int status) {
      HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
      headers.forEach(builder::header);
      String where = method + " " + template;
      headers.forEach((name, value) -> Credentials.seeHeader(where, name, value));
      if (body != null) {
        Credentials.seeBody(where, new String(body, StandardCharsets.UTF_8));
      }
      builder.method(
          method,
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(body));
      try {
        HttpResponse<byte[]> response =
            HTTP.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        Reply reply = new Reply(response);
        Credentials.seeBody(where, reply.text());
        assertThat(response.statusCode())
            .as(method + " " + path + ": " + reply.text())
            .isEqualTo(status);
        check(reply);
        SEEN.add(method + " " + template + " " + status);
        return reply;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void check(Reply reply) {
      SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
      reply.response.headers().map().forEach(response::withHeader);
      if (!reply.text().isEmpty()) {
        response.withBody(reply.text());
      }
      ValidationReport report =
          meantWell
              ? VALIDATOR.validate(request(), response.build())
              : VALIDATOR.validateResponse(
                  template, Request.Method.valueOf(method), response.build());
      assertThat(report.getMessages()).as(method + " " + path + " " + reply.status()).isEmpty();
    }

    private SimpleRequest request() {
      SimpleRequest.Builder request =
          new SimpleRequest.Builder(Request.Method.valueOf(method), path.replaceFirst("\\?.*", ""));
      headers.forEach(request::withHeader);
      String query = URI.create(base + path).getQuery();
      if (query != null) {
        for (String pair : query.split("&", -1)) {
          request.withQueryParam(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=", ""));
        }
      }
      if (body != null) {
        request.withBody(new String(body, StandardCharsets.ISO_8859_1));
      }
      return request.build();
    }
  }

  /// @param path with values in the place of parameters
  /// @param template as the contract has it
  Call call(String method, String template, String path) {
    return new Call(method, template, path);
  }

  Call call(String method, String path) {
    return new Call(method, path.replaceFirst("\\?.*", ""), path);
  }

  /// An answer.
  static final class Reply {
    private final HttpResponse<byte[]> response;

    private Reply(HttpResponse<byte[]> response) {
      this.response = response;
    }

    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The last part of a problem's type.
    String problem() {
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      return json().get("type").asText().replace("urn:watchword:problem:", "");
    }
  }

  /// Holds any answer of a route of the contract against it, and notes that it was seen.
  static void check(String method, String path, HttpResponse<String> answer) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.statusCode());
    answer.headers().map().forEach(response::withHeader);
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    assertThat(
            VALIDATOR
                .validateResponse(path, Request.Method.valueOf(method), response.build())
                .getMessages())
        .as(method + " " + path + " " + answer.statusCode() + " " + answer.body())
        .isEmpty();
    SEEN.add(
        method
            + " "
            + path.replaceFirst("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{id}")
            + " "
            + answer.statusCode());
  }

  /// Whether an operation is one that people or customers have, and no token that is of nobody.
  static boolean isOfPeople(String operation) {
    return operation.matches(
        "[A-Z]+ /api/v1/(setup|unlock|lock|session|sessions|me|notices|tokens|people|invites"
            + "|custody|teams|webhooks|hand-over|receipt"
            + "|export|audit|entries/purge|entries/[^/ ]+/reveal)([/ ].*)?");
  }

  /// Every `METHOD /path status` of the contract.
  static Set<String> documented() {
    Set<String> all = new TreeSet<>();
    JsonNode paths;
    try {
      paths =
          new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(contract()).get("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    paths
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (operation.getValue().has("responses")) {
                    operation
                        .getValue()
                        .get("responses")
                        .fieldNames()
                        .forEachRemaining(status ->
                            all.add(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + status));
                  }
                }));
    return all;
  }
}
