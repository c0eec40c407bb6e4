package dev.watchword.adapters.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// What an endpoint answers; the dispatcher adds what every answer has.
///
/// Not a value: the body is lent by whoever made it.
final class Answer {

  static final String JSON = "application/json";

  private static final byte[] EMPTY = {};

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  static Answer ok(Json.Body body) {
    return new Answer(200, JSON, Json.write(body), Map.of());
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
    return new Answer(status, contentType, body, more);
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

  Map<String, String> headers() {
    return headers;
  }
}
