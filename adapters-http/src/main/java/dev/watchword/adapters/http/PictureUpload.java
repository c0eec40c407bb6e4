package dev.watchword.adapters.http;

import dev.watchword.core.capture.DecodeLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.MultipartInput;

/// A picture out of a request's body: the body itself, or the one file of a `multipart/form-data`
/// (RFC 7578), as `curl -F` sends it. What the parts say of names and types is not looked at: the
/// picture's content decides (SECURITY UP-02).
final class PictureUpload {

  private static final int MAX_PART_HEADER_BYTES = 4096;
  private static final int MAX_PARTS = 16;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_PART =
      Pattern.compile("content-disposition:\\s*form-data\\b[^\r\n]*;\\s*filename\\*?=");

  private PictureUpload() {}

  /// Takes the picture out of the request.
  ///
  /// @return the picture's bytes, the caller's to wipe
  static byte[] read(Exchange exchange) {
    String type = exchange.mediaType();
    boolean multipart = type.equals("multipart/form-data");
    if (!multipart && !type.startsWith("image/") && !isPlainFile(type)) {
      throw Problem.unsupportedMediaType(
              "the picture itself as image/png, image/jpeg or application/octet-stream, or"
                  + " multipart/form-data with one file")
          .asException();
    }
    byte[] body =
        exchange.body("A picture", multipart ? ScanEndpoint.MAX_BODY_BYTES : maxPicture());
    if (body.length == 0) {
      throw Problem.badRequest("The body is empty; send a picture.").asException();
    }
    if (!multipart) {
      return body;
    }
    try {
      return onlyFile(body, exchange.header("Content-Type").orElse(""));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static boolean isPlainFile(String type) {
    return type.equals("application/octet-stream") || type.equals("application/pdf");
  }

  private static int maxPicture() {
    return DecodeLimits.STANDARD.maxBytes();
  }

  private static byte[] onlyFile(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed().asException();
    }
    String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    Optional<byte[]> file = Optional.empty();
    try {
      MultipartInput parts =
          MultipartInput.builder()
              .setInputStream(new ByteArrayInputStream(body))
              .setBoundary(name.getBytes(StandardCharsets.ISO_8859_1))
              .setPartHeaderSizeMax(MAX_PART_HEADER_BYTES)
              .get();
      boolean more = parts.skipPreamble();
      for (int count = 0; more; count++) {
        if (count == MAX_PARTS) {
          throw malformed().asException();
        }
        if (FILE_PART.matcher(parts.readHeaders().toLowerCase(Locale.ROOT)).find()) {
          if (file.isPresent()) {
            throw Problem.badRequest("The form has several files; send one picture at a time.")
                .asException();
          }
          ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length);
          parts.readBodyData(bytes);
          file = Optional.of(bytes.toByteArray());
        } else {
          parts.discardBodyData();
        }
        more = parts.readBoundary();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw malformed().asException();
    }
    byte[] picture =
        file.orElseThrow(() -> Problem.badRequest("The form has no file.").asException());
    if (picture.length > maxPicture()) {
      throw Problem.tooLarge("A picture", maxPicture()).asException();
    }
    return picture;
  }

  private static Problem malformed() {
    return Problem.badRequest("The multipart form is malformed.");
  }
}
