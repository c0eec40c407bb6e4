package dev.watchword.adapters.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.MultipartInput;

/// The parts of a `multipart/form-data` body (RFC 7578), as `curl -F` sends it. [#close] wipes
/// them.
///
/// @param parts in the order of the body
record MultipartForm(List<Part> parts) implements AutoCloseable {

  static final String MEDIA_TYPE = "multipart/form-data";

  private static final int MAX_PART_HEADER_BYTES = 4096;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern DISPOSITION =
      Pattern.compile("content-disposition:\\s*form-data\\b[^\r\n]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(";\\s*name=(?:\"([^\"\r\n]*)\"|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME =
      Pattern.compile(
          ";\\s*filename\\*?=(?:\"([^\"\r\n]*)\"|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);

  /// One part: a field, or a file where it says a file's name. Not a value: it may be a secret.
  static final class Part {
    private final String name;
    private final Optional<String> fileName;
    private final byte[] bytes;

    private Part(String name, Optional<String> fileName, byte[] bytes) {
      this.name = name;
      this.fileName = fileName;
      this.bytes = bytes;
    }

    /// The field's name; empty where there is none.
    String name() {
      return name;
    }

    /// What the sender calls the file: only to be shown, never a path.
    Optional<String> fileName() {
      return fileName;
    }

    /// The bytes themselves, not a copy.
    byte[] bytes() {
      return bytes;
    }
  }

  /// Takes a body apart.
  ///
  /// @param body stays the caller's
  /// @throws ProblemException when it is malformed or has too many parts
  static MultipartForm parse(byte[] body, String contentType, int maxParts) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed().asException();
    }
    String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    List<Part> parts = new ArrayList<>();
    try {
      MultipartInput in =
          MultipartInput.builder()
              .setInputStream(new ByteArrayInputStream(body))
              .setBoundary(mark.getBytes(StandardCharsets.ISO_8859_1))
              .setPartHeaderSizeMax(MAX_PART_HEADER_BYTES)
              .get();
      boolean more = in.skipPreamble();
      while (more) {
        if (parts.size() == maxParts) {
          throw malformed().asException();
        }
        Matcher disposition = DISPOSITION.matcher(in.readHeaders());
        String header = disposition.find() ? disposition.group() : "";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.readBodyData(bytes);
        parts.add(
            new Part(
                value(NAME, header).orElse(""), value(FILE_NAME, header), bytes.toByteArray()));
        more = in.readBoundary();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw malformed().asException();
    }
    return new MultipartForm(parts);
  }

  private static Optional<String> value(Pattern parameter, String header) {
    Matcher found = parameter.matcher(header);
    if (!found.find()) {
      return Optional.empty();
    }
    String raw = found.group(1) == null ? found.group(2) : found.group(1);
    return Optional.of(
        new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static Problem malformed() {
    return Problem.badRequest("The multipart form is malformed.");
  }

  @Override
  public void close() {
    parts.forEach(part -> Arrays.fill(part.bytes, (byte) 0));
  }
}
