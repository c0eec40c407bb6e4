package dev.watchword.adapters.cli;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.Picture;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

/// What one file, or standard input, held.
///
/// @param name as it was given on the command line
/// @param payloads in reading order
/// @param problems why there is nothing, or not all
record PictureScan(String name, List<Payload> payloads, List<Problem> problems)
    implements AutoCloseable {

  /// Something that could not be read.
  ///
  /// @param code a stable name for programs
  /// @param sentence what is wrong and what to do
  record Problem(String code, String sentence) {}

  /// One more than is allowed, so that too much is told from enough.
  static final int MOST_BYTES = DecodeLimits.STANDARD.maxBytes() + 1;

  PictureScan {
    payloads = List.copyOf(payloads);
    problems = List.copyOf(problems);
  }

  /// Reads a picture, or a text with Key URIs; told by content.
  ///
  /// @param name a file name, or `-` for standard input
  static PictureScan read(Session session, String name) {
    return read(session, new PictureSource.Named(name));
  }

  /// Reads a picture, or a text with Key URIs; told by content.
  static PictureScan read(Session session, PictureSource source) {
    String name = source.name();
    byte[] bytes;
    try {
      bytes = source.read(session, MOST_BYTES);
    } catch (NoSuchFileException e) {
      return failed(name, "no-file", "There is no such file.");
    } catch (AccessDeniedException e) {
      return failed(name, "no-access", "This file may not be read by you.");
    } catch (IOException e) {
      return failed(name, "unreadable-file", "This file can't be read.");
    }
    try {
      List<Payload> texts = UriText.payloads(bytes);
      return texts.isEmpty()
          ? picture(session, name, bytes)
          : new PictureScan(name, texts, List.of());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// The name as a message has it.
  static String spoken(String name) {
    return name.equals("-") ? "standard input" : Neutral.line(name);
  }

  private static PictureScan picture(Session session, String name, byte[] bytes) {
    if (bytes.length == 0) {
      return failed(name, "empty", "There is nothing in it.");
    }
    try (Capture capture =
        session.pictures().decoder().decode(new Picture.Encoded(bytes), DecodeLimits.STANDARD)) {
      return new PictureScan(
          name,
          capture.codes().stream()
              .filter(code -> code.part().isEmpty()) // a part is not a message; the problem says so
              .map(code -> new Payload(code.payload(), code.text()))
              .toList(),
          capture.diagnoses().stream().map(PictureScan::problem).toList());
    }
  }

  private static Problem problem(Diagnosis diagnosis) {
    return new Problem(diagnosis.code(), diagnosis.sentence());
  }

  private static PictureScan failed(String name, String code, String sentence) {
    return new PictureScan(name, List.of(), List.of(new Problem(code, sentence)));
  }

  @Override
  public void close() {
    payloads.forEach(Payload::close);
  }
}
