package dev.watchword.adapters.http;

import dev.watchword.core.capture.DecodeLimits;
import java.util.Arrays;
import java.util.List;

/// A picture out of a request's body: the body itself, or the one file of a `multipart/form-data`
/// (RFC 7578), as `curl -F` sends it. What the parts say of names and types is not looked at: the
/// picture's content decides (SECURITY UP-02).
final class PictureUpload {

  private static final int MAX_PARTS = 16;

  private PictureUpload() {}

  /// Takes the picture out of the request.
  ///
  /// @return the picture's bytes, the caller's to wipe
  static byte[] read(Exchange exchange) {
    String type = exchange.mediaType();
    boolean multipart = type.equals(MultipartForm.MEDIA_TYPE);
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

  /// As [#read], of up to `most` files in a form; together no larger than one upload may be.
  ///
  /// @return the pictures' bytes, the caller's to wipe
  static List<byte[]> readAll(Exchange exchange, int most) {
    if (!exchange.mediaType().equals(MultipartForm.MEDIA_TYPE)) {
      return List.of(read(exchange));
    }
    byte[] body = exchange.body("The pictures", ScanEndpoint.MAX_BODY_BYTES);
    try (MultipartForm form =
        MultipartForm.parse(body, exchange.header("Content-Type").orElse(""), MAX_PARTS)) {
      List<byte[]> files =
          form.parts().stream()
              .filter(part -> part.fileName().isPresent())
              .map(part -> part.bytes().clone())
              .toList();
      if (files.isEmpty() || files.size() > most) {
        throw Problem.badRequest("The form is to have 1 to " + most + " files.").asException();
      }
      return files;
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
    try (MultipartForm form = MultipartForm.parse(body, contentType, MAX_PARTS)) {
      List<MultipartForm.Part> files =
          form.parts().stream().filter(part -> part.fileName().isPresent()).toList();
      if (files.isEmpty()) {
        throw Problem.badRequest("The form has no file.").asException();
      }
      if (files.size() > 1) {
        throw Problem.badRequest("The form has several files; send one picture at a time.")
            .asException();
      }
      byte[] picture = files.getFirst().bytes().clone();
      if (picture.length > maxPicture()) {
        throw Problem.tooLarge("A picture", maxPicture()).asException();
      }
      return picture;
    }
  }
}
