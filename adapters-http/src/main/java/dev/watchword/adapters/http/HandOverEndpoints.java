package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.custody.HandOver.Outcome;
import dev.watchword.core.custody.Held;
import dev.watchword.core.custody.LinkLook;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.UploadLink;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// The customer's side of an upload link. Pictures are read and forgotten, never stored.
final class HandOverEndpoints {

  private static final String ALL = "/api/v1/hand-over";
  private static final int MAX_UPLOADS = 8;

  private final CustodySide side;
  private final ImageDecoder decoder;
  private final InstantSource clock;
  private final CustomerGate gate;
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

  HandOverEndpoints(CustodySide side, ImageDecoder decoder, InstantSource clock) {
    this.side = side;
    this.decoder = decoder;
    this.clock = clock;
    this.gate = new CustomerGate(clock);
  }

  Stream<Route> routes() {
    Access open = new Access.Open();
    return Stream.of(
        new Route("GET", ALL, open, this::look),
        new Route("POST", ALL + "/scan", open, this::scan),
        new Route("POST", ALL, open, this::handOver));
  }

  private static String presented(Exchange exchange) {
    return exchange.header("X-Watchword-Link").orElse("");
  }

  private static String pin(Exchange exchange) {
    return exchange.header("X-Watchword-Pin").orElse("");
  }

  private UploadLink link(Exchange exchange) {
    gate.enter(exchange);
    CustomerGate.Lookup lookup = CustomerGate.Lookup.now();
    return open(
        side.custody().handOver().look(presented(exchange), pin(exchange), exchange.origin()),
        exchange,
        lookup);
  }

  private UploadLink open(LinkLook look, Exchange exchange, CustomerGate.Lookup lookup) {
    return switch (look) {
      case LinkLook.Open(UploadLink link) -> link;
      case LinkLook.NoSuchLink _ -> throw gate.noSuchLink(exchange, lookup);
      case LinkLook.PinNeeded(boolean wrong) ->
          throw new Problem(
                  403,
                  "pin-needed",
                  wrong ? "The PIN is not right" : "A PIN is needed",
                  "Enter the PIN that was told to you by another way.")
              .with("wrong", wrong)
              .asException();
    };
  }

  private Answer look(Exchange exchange) {
    UploadLink link = link(exchange);
    return Answer.ok(json -> {
      json.writeStartObject();
      CustodyJson.terms(json, link.terms());
      json.writeStringField("expiresAt", link.terms().expiresAt().toString());
      json.writeStringField("createdBy", side.nameOf(link.createdBy()));
      json.writeEndObject();
    });
  }

  private Answer scan(Exchange exchange) {
    UploadLink link = link(exchange);
    return withPictures(
        exchange,
        1,
        captures -> {
          Instant now = clock.instant();
          return Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("serverTime", now.toString());
            json.writeArrayFieldStart("accounts");
            for (Capture capture : captures) {
              for (QrCode code : capture.codes()) {
                preview(json, code, link.terms(), now);
              }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("diagnoses");
            for (Capture capture : captures) {
              for (Diagnosis diagnosis : capture.diagnoses()) {
                json.writeStartObject();
                json.writeStringField("code", diagnosis.code());
                json.writeStringField("sentence", diagnosis.sentence());
                json.writeEndObject();
              }
            }
            json.writeEndArray();
            json.writeEndObject();
          });
        });
  }

  private static void preview(JsonGenerator json, QrCode code, LinkTerms terms, Instant now)
      throws IOException {
    if (code.part().isPresent()) {
      return;
    }
    json.writeStartObject();
    try (KeyUri uri = KeyUri.parse(code.text())) {
      json.writeBooleanField("usable", uri.key().complete());
      json.writeStringField("issuer", uri.label().issuer());
      json.writeStringField("account", uri.label().accountName());
      json.writeBooleanField("issuerExpected", terms.expectsIssuer(uri.label()));
      json.writeBooleanField("accountExpected", terms.expectsAccount(uri.label()));
      if (uri.key().complete()) {
        OtpJson.code(json, "current", uri.key().at(now), now);
        OtpJson.code(json, "next", uri.key().nextAfter(now), now);
      }
    } catch (KeyUriSyntaxException e) {
      json.writeBooleanField("usable", false);
      json.writeStringField("problem", e.problem());
    }
    json.writeEndObject();
  }

  private Answer handOver(Exchange exchange) {
    UploadLink link = link(exchange);
    if (exchange.mediaType().equals("application/json")) {
      try (JsonFields fields = exchange.json(Set.of("uris"))) {
        return handOver(exchange, link, fields.texts("uris").orElse(List.of()));
      }
    }
    return withPictures(
        exchange,
        link.terms().pictures(),
        captures -> {
          List<String> uris = new ArrayList<>();
          for (Capture capture : captures) {
            for (QrCode code : capture.codes()) {
              if (code.part().isEmpty()) {
                uris.add(code.text());
              }
            }
          }
          return handOver(exchange, link, uris);
        });
  }

  private Answer handOver(Exchange exchange, UploadLink link, List<String> uris) {
    List<NewEntry> accounts = new ArrayList<>();
    try {
      for (String uri : uris) {
        read(uri, accounts);
      }
      if (accounts.isEmpty()) {
        throw new Problem(
                422,
                "no-account",
                "There is no account in it",
                "Try another picture of the QR code that the site shows.")
            .asException();
      }
      return answer(
          exchange,
          side.custody()
              .handOver()
              .handOver(presented(exchange), pin(exchange), accounts, exchange.origin()));
    } finally {
      accounts.forEach(NewEntry::close);
    }
  }

  private static void read(String uri, List<NewEntry> accounts) {
    try {
      KeyUri parsed = KeyUri.parse(uri);
      NewEntry account = new NewEntry(parsed.label(), parsed.key());
      if (parsed.key().complete()) {
        accounts.add(account);
      } else {
        account.close();
      }
    } catch (KeyUriSyntaxException another) {
      // a code for something else
    }
  }

  private Answer answer(Exchange exchange, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(LinkLook look) -> {
        CustomerGate.Lookup now = CustomerGate.Lookup.now(); // it counted when it was looked at
        open(look, exchange, now);
        throw gate.noSuchLink(exchange, now);
      }
      case Outcome.TooMany(int most) ->
          throw new Problem(
                  422,
                  "too-many",
                  "There are too many accounts in it",
                  "This link is for " + most + ".")
              .with("most", most)
              .asException();
      case Outcome.Done done -> {
        byte[] body =
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringField("url", "/receipt#" + done.token().reveal());
              json.writeArrayFieldStart("held");
              for (Held held : done.held()) {
                json.writeStartObject();
                CustodyJson.held(json, held);
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            });
        yield new Answer(201, Answer.JSON, body, Map.of());
      }
    };
  }

  private interface OnCaptures {
    Answer answer(List<Capture> captures);
  }

  private Answer withPictures(Exchange exchange, int most, OnCaptures work) {
    if (!uploads.tryAcquire()) {
      throw Problem.busy().asException();
    }
    List<byte[]> pictures = List.of();
    List<Capture> captures = new ArrayList<>();
    try {
      pictures = PictureUpload.readAll(exchange, most);
      for (byte[] picture : pictures) {
        captures.add(decode(picture));
      }
      return work.answer(captures);
    } finally {
      captures.forEach(Capture::close);
      pictures.forEach(picture -> Arrays.fill(picture, (byte) 0));
      uploads.release();
    }
  }

  private Capture decode(byte[] picture) {
    return HeavyWork.PICTURES.run(
        () -> decoder.decode(new Picture.Encoded(picture), DecodeLimits.STANDARD));
  }
}
