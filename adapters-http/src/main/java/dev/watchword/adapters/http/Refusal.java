package dev.watchword.adapters.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The one answer to a code that lets nobody in: wrong, used before, come too early or too late, or
/// of a locked factor all get the same status and the same bytes (SECURITY OV-10). Only the time to
/// wait tells one of them apart, in `Retry-After` (TH-01). The audit log knows which it was.
final class Refusal {

  /// 429 for all, since for those that come too soon nothing else would do (TH-03).
  private static final int STATUS = 429;

  private static final byte[] BODY =
      Json.write(json -> {
        json.writeStartObject();
        json.writeStringField("type", "urn:watchword:problem:not-accepted");
        json.writeStringField("title", "The code is not accepted");
        json.writeNumberField("status", STATUS);
        json.writeStringField("detail", "The code is not accepted.");
        json.writeEndObject();
      });

  private static final Answer WITHOUT_WAIT = answer(Map.of());

  private Refusal() {}

  static Answer answer(Optional<Duration> retryAfter) {
    return retryAfter
        .map(wait -> answer(Map.of("Retry-After", Long.toString(wait.toSeconds()))))
        .orElse(WITHOUT_WAIT);
  }

  private static Answer answer(Map<String, String> headers) {
    return new Answer(STATUS, Problem.MEDIA_TYPE, BODY, headers);
  }
}
