package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.Permission;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Reads a picture and says what codes it holds; stores nothing, and never answers with a secret.
final class ScanEndpoint {

  /// A picture of the largest size, and what multipart wraps around it.
  static final int MAX_BODY_BYTES = DecodeLimits.STANDARD.maxBytes() + 16 * 1024;

  private static final int MAX_UPLOADS = 16;
  private static final int MAX_DECODES = 4;
  private static final long MAX_WAIT_SECONDS = 10;

  private final ImageDecoder decoder;
  private final InstantSource clock;
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);
  private final Semaphore decodes = new Semaphore(MAX_DECODES);

  ScanEndpoint(ImageDecoder decoder, InstantSource clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route("POST", "/api/v1/scan", new Access.NeedsOrPage(Permission.SCAN), this::scan));
  }

  private Answer scan(Exchange exchange) {
    exchange.knowsOnly(Set.of());
    if (!uploads.tryAcquire()) {
      throw Problem.busy().asException();
    }
    try {
      byte[] picture = PictureUpload.read(exchange);
      try (Capture capture = decode(picture)) {
        return answer(capture);
      } finally {
        Arrays.fill(picture, (byte) 0);
      }
    } finally {
      uploads.release();
    }
  }

  private Capture decode(byte[] picture) {
    try {
      if (!decodes.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Problem.busy().asException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.busy().closing().asException();
    }
    try {
      return decoder.decode(new Picture.Encoded(picture), DecodeLimits.STANDARD);
    } finally {
      decodes.release();
    }
  }

  private Answer answer(Capture capture) {
    Instant now = clock.instant();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("serverTime", now.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeArrayFieldStart("codes");
      for (QrCode code : capture.codes()) {
        if (code.part().isEmpty()) { // a part is no message of its own; a problem names it
          writeCode(json, code, now);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("diagnoses");
      for (Diagnosis diagnosis : capture.diagnoses()) {
        json.writeStartObject();
        json.writeStringField("code", diagnosis.code());
        json.writeStringField("sentence", diagnosis.sentence());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void writeCode(JsonGenerator json, QrCode code, Instant now) throws IOException {
    json.writeStartObject();
    json.writeNumberField("page", code.page());
    json.writeArrayFieldStart("corners");
    for (Corner corner : code.corners()) {
      json.writeStartObject();
      json.writeNumberField("x", corner.x());
      json.writeNumberField("y", corner.y());
      json.writeEndObject();
    }
    json.writeEndArray();
    try (KeyUri uri = KeyUri.parse(code.text())) {
      json.writeStringField("kind", "otp");
      writeOtp(json, uri, now);
    } catch (KeyUriSyntaxException e) {
      json.writeStringField("kind", "other");
      json.writeStringField("parameter", e.parameter());
      json.writeStringField("problem", e.problem());
    }
    json.writeEndObject();
  }

  private static void writeOtp(JsonGenerator json, KeyUri uri, Instant now) throws IOException {
    json.writeStringField("issuer", uri.label().issuer());
    json.writeStringField("account", uri.label().accountName());
    OtpKey key = uri.key();
    OtpJson.parameters(json, key.parameters());
    json.writeBooleanField("needsPin", !key.complete());
    if (key.complete()) {
      OtpJson.code(json, "current", key.at(now), now);
      OtpJson.code(json, "next", key.nextAfter(now), now);
    }
  }
}
