package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stores an account out of a picture, which is sent once more for that: so the secret goes from
/// the picture into the vault, and never to a page.
final class ScannedEntryEndpoint {

  private static final int MAX_PARTS = 80;

  private final PictureReading reading;
  private final ServedVault vault;
  private final EntryEndpoints entries;
  private final UploadBudget uploads;

  ScannedEntryEndpoint(
      PictureReading reading, ServedVault vault, EntryEndpoints entries, UploadBudget uploads) {
    this.reading = reading;
    this.vault = vault;
    this.entries = entries;
    this.uploads = uploads;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "POST",
            "/api/v1/scan/entries",
            new Access.Needs(Permission.CHANGE_ENTRIES),
            this::add));
  }

  private Answer add(Exchange exchange) {
    OpenVault open = vault.open();
    if (!exchange.mediaType().equals(MultipartForm.MEDIA_TYPE)) {
      throw Problem.unsupportedMediaType("multipart/form-data with the picture").asException();
    }
    uploads.spend(exchange);
    byte[] body = exchange.body("A picture", ScanEndpoint.MAX_BODY_BYTES);
    try (MultipartForm form =
        MultipartForm.parse(body, exchange.header("Content-Type").orElse(""), MAX_PARTS)) {
      return reading.read(
          () -> picture(form),
          DecodeLimits.STANDARD,
          capture -> {
            try (NewEntry fresh = entry(capture, form)) {
              return entries.add(open, exchange, fresh);
            }
          });
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static byte[] picture(MultipartForm form) {
    List<MultipartForm.Part> files =
        form.parts().stream().filter(part -> part.fileName().isPresent()).toList();
    if (files.size() != 1) {
      throw Problem.badRequest("The form must have one file, the picture.").asException();
    }
    return files.getFirst().bytes().clone();
  }

  /// @return the caller's to close
  private static NewEntry entry(Capture capture, MultipartForm form) {
    String place = only(form, "code").orElse("0");
    List<QrCode> codes = capture.codes().stream().filter(c -> c.part().isEmpty()).toList();
    if (!place.matches("[0-9]{1,3}") || Integer.parseInt(place) >= codes.size()) {
      throw Problem.invalid("code", "the picture has no code of that number").asException();
    }
    KeyUri uri;
    try {
      uri = KeyUri.parse(codes.get(Integer.parseInt(place)).text());
    } catch (KeyUriSyntaxException e) {
      throw Problem.invalid(e.parameter(), e.problem()).asException();
    }
    try {
      return new NewEntry(
          new Label(
              only(form, "issuer").orElse(uri.label().issuer()),
              only(form, "account").orElse(uri.label().accountName())),
          uri.key(),
          texts(form, "tag"),
          only(form, "note").orElse(""),
          only(form, "pinned").orElse("false").equals("true"),
          false,
          Optional.empty(),
          List.of());
    } catch (IllegalArgumentException e) {
      uri.close();
      throw OtpRequests.invalid(e);
    } catch (ProblemException e) {
      uri.close();
      throw e;
    }
  }

  private static Optional<String> only(MultipartForm form, String name) {
    List<String> texts = texts(form, name);
    if (texts.size() > 1) {
      throw Problem.badRequest("The form has a field twice.").asException();
    }
    return texts.stream().findFirst();
  }

  private static List<String> texts(MultipartForm form, String name) {
    return form.parts().stream()
        .filter(part -> part.fileName().isEmpty() && part.name().equals(name))
        .map(part -> new String(part.bytes(), StandardCharsets.UTF_8))
        .toList();
  }
}
