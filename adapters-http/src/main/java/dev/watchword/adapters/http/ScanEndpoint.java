package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.Permission;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a picture and says what codes it holds; stores nothing, and never answers with a secret.
final class ScanEndpoint {

  /// A picture of the largest size, and what multipart wraps around it.
  static final int MAX_BODY_BYTES = DecodeLimits.STANDARD.maxBytes() + 16 * 1024;

  /// The longer side of a code's picture, in pixels.
  private static final int CUTOUT_SIDE = 256;

  private final PictureReading reading;
  private final InstantSource clock;
  private final UploadBudget uploads;

  ScanEndpoint(PictureReading reading, InstantSource clock, UploadBudget uploads) {
    this.reading = reading;
    this.clock = clock;
    this.uploads = uploads;
  }

  Stream<Route> routes() {
    Access scan = new Access.NeedsOrPage(Permission.SCAN);
    return Stream.of(
        new Route("POST", "/api/v1/scan", scan, this::scan),
        new Route("POST", "/api/v1/entries/preview", scan, this::preview));
  }

  private Answer scan(Exchange exchange) {
    exchange.knowsOnly(Set.of("preview"));
    DecodeLimits limits =
        switch (exchange.query("preview").orElse("false")) {
          case "true" -> DecodeLimits.STANDARD.withCutouts(CUTOUT_SIDE);
          case "false" -> DecodeLimits.STANDARD;
          default -> throw Problem.invalid("preview", "true or false is wanted").asException();
        };
    uploads.spend(exchange);
    return reading.read(() -> PictureUpload.read(exchange), limits, this::answer);
  }

  /// Says of a Key URI what a picture of it would; stores nothing.
  private Answer preview(Exchange exchange) {
    Instant now = clock.instant();
    try (JsonFields fields = exchange.json(Set.of("uri"));
        KeyUri uri =
            KeyUri.parse(
                fields
                    .text("uri")
                    .orElseThrow(
                        () -> Problem.invalid("uri", "a Key URI is wanted").asException()))) {
      return Answer.ok(json -> {
        json.writeStartObject();
        json.writeStringField("serverTime", now.truncatedTo(ChronoUnit.MILLIS).toString());
        writeOtp(json, uri, now);
        json.writeEndObject();
      });
    } catch (KeyUriSyntaxException e) {
      throw Problem.invalid(e.parameter(), e.problem()).asException();
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
    if (code.cutout().isPresent()) {
      json.writeBinaryField("cutout", code.cutout().get());
    }
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
