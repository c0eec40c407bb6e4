package dev.watchword.core.capture;

/// Finds and reads every QR code in a picture (the image-decoding port).
///
/// An implementation decides the kind of picture by its content, never by a name; it checks the
/// limits that it is given from the picture's header before it spends memory or time on the pixels;
/// it returns no payload that did not pass the code's own error correction, and none where its ways
/// of reading disagree. It makes no network connection and writes no file. What cannot be read is
/// an answer, not an exception. Implementations are safe for use by several threads.
@FunctionalInterface
public interface ImageDecoder {

  /// Reads the codes of one picture.
  ///
  /// @param picture the encoded picture; read, never kept
  /// @param limits what the call may cost
  /// @return every code found, in reading order (page, then top to bottom, then left to right), and
  ///   what is known about the ones that were seen and not read; never null. The caller closes the
  ///   codes, which wipes their payloads
  Capture decode(Picture picture, DecodeLimits limits);
}
