package dev.watchword.adapters.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an endpoint answers; the dispatcher adds what every answer has.
///
/// Not a value: the body is lent by whoever made it.
final class Answer {

  /// A body that is written bit by bit. [#close] is called in the end, whether it was written or
  /// not.
  interface Streaming extends AutoCloseable {
    void write(OutputStream out) throws IOException, InterruptedException;

    @Override
    void close();
  }

  static final String JSON = "application/json";

  private static final byte[] EMPTY = {};

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final Optional<Streaming> streaming;

  Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, Optional.empty());
  }

  private Answer(
      int status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      Optional<Streaming> streaming) {
    this.streaming = streaming;
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  static Answer ok(Json.Body body) {
    return new Answer(200, JSON, Json.write(body), Map.of());
  }

  static Answer streaming(String contentType, Map<String, String> headers, Streaming streaming) {
    return new Answer(200, contentType, EMPTY, headers, Optional.of(streaming));
  }

  static Answer created(String location, Json.Body body) {
    return new Answer(201, JSON, Json.write(body), Map.of("Location", location));
  }

  static Answer noContent() {
    return new Answer(204, "", EMPTY, Map.of());
  }

  /// The same with one header more.
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more, streaming);
  }

  int status() {
    return status;
  }

  /// Empty for an answer without a body.
  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }

  /// Writes the body, in the place of [#body].
  Optional<Streaming> streaming() {
    return streaming;
  }

  Map<String, String> headers() {
    return headers;
  }
}
