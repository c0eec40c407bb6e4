package dev.watchword.adapters.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why a request was not done (RFC 9457): a type for programs and a sentence for people.
///
/// No problem repeats what the client sent.
///
/// @param status the HTTP status
/// @param type the last part of `urn:watchword:problem:…`, in kebab-case
/// @param title what the type means, the same at every occurrence
/// @param detail one sentence about this occurrence
/// @param members further members: strings, numbers and lists of strings
/// @param headers further response headers, by name
record Problem(
    int status,
    String type,
    String title,
    String detail,
    Map<String, Object> members,
    Map<String, String> headers) {

  static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:watchword:problem:";

  Problem {
    members = Map.copyOf(members);
    headers = Map.copyOf(headers);
  }

  Problem(int status, String type, String title, String detail) {
    this(status, type, title, detail, Map.of(), Map.of());
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request is malformed", detail);
  }

  /// A body member or parameter that is not as the contract has it.
  static Problem invalid(String parameter, String problem) {
    return new Problem(
            422, "invalid-value", "A value is not acceptable", parameter + ": " + problem + ".")
        .with("parameter", parameter);
  }

  static Problem notFound() {
    return new Problem(404, "not-found", "There is no such thing", "Nothing is found here.");
  }

  static Problem misdirected() {
    return new Problem(
        421,
        "unknown-host",
        "The host name is not allowed",
        "This server answers only to the names that it was told, such as localhost with its port.");
  }

  static Problem tooLarge(String what, long limitBytes) {
    return new Problem(
            413,
            "too-large",
            "The body is too large",
            "%s may have at most %d bytes.".formatted(what, limitBytes))
        .with("limitBytes", limitBytes);
  }

  static Problem unsupportedMediaType(String expected) {
    return new Problem(
        415,
        "unsupported-media-type",
        "The body's type is not read here",
        "Send " + expected + ".");
  }

  static Problem unauthenticated(String detail) {
    return new Problem(401, "unauthenticated", "A token is needed", detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\"");
  }

  static Problem forbidden(String scope) {
    return new Problem(
            403,
            "missing-scope",
            "The token does not allow this",
            "This needs a token with the scope " + scope + ".")
        .with("scope", scope);
  }

  static Problem locked() {
    return new Problem(
        423,
        "vault-locked",
        "The vault is locked",
        "Unlock the vault on the server, then ask again.");
  }

  static Problem tooMany(long retryAfterSeconds) {
    return new Problem(
            429,
            "too-many-requests",
            "Too many requests",
            "Wait %d seconds before the next request.".formatted(retryAfterSeconds))
        .withHeader("Retry-After", Long.toString(retryAfterSeconds));
  }

  static Problem busy() {
    return busy("Other pictures are being read; try again shortly.");
  }

  static Problem busy(String detail) {
    return new Problem(503, "busy", "The server is busy", detail).withHeader("Retry-After", "2");
  }

  static Problem stopping() {
    return new Problem(503, "stopping", "The server is about to stop", "Ask another node.")
        .withHeader("Retry-After", "5");
  }

  static Problem storage() {
    return new Problem(
            503,
            "storage",
            "The store can't do its work",
            "Nothing was changed; the server's log says why.")
        .withHeader("Retry-After", "5");
  }

  /// A change may have been kept or not (SECURITY MN-05).
  static Problem unknown() {
    return new Problem(
            503,
            "outcome-unknown",
            "It is not known whether this was done",
            "The connection to the store broke; take it for not done, and look before you repeat"
                + " it.")
        .withHeader("Retry-After", "5");
  }

  static Problem damaged() {
    return new Problem(
        500,
        "vault-damaged",
        "The vault was changed outside of Watchword",
        "A stored record was changed or put back; on the server, watchword check and watchword"
            + " audit verify say which.");
  }

  static Problem internal() {
    return new Problem(
        500, "internal", "A fault of ours", "The server's log has more, under this request id.");
  }

  Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(status, type, title, detail, more, headers);
  }

  Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, type, title, detail, members, more);
  }

  /// Ends the connection after the answer, since the rest of the request is not read.
  Problem closing() {
    return withHeader("Connection", "close");
  }

  ProblemException asException() {
    return new ProblemException(this);
  }

  Answer toAnswer(String requestId) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringField("type", TYPE_PREFIX + type);
          json.writeStringField("title", title);
          json.writeNumberField("status", status);
          json.writeStringField("detail", detail);
          json.writeStringField("requestId", requestId);
          for (Map.Entry<String, Object> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            if (member.getValue() instanceof Number number) {
              json.writeNumber(number.longValue());
            } else if (member.getValue() instanceof Boolean flag) {
              json.writeBoolean(flag);
            } else if (member.getValue() instanceof List<?> items) {
              json.writeStartArray();
              for (Object item : items) {
                json.writeString(item.toString());
              }
              json.writeEndArray();
            } else {
              json.writeString(member.getValue().toString());
            }
          }
          json.writeEndObject();
        });
    return new Answer(status, MEDIA_TYPE, body, headers);
  }
}
