package dev.watchword.core.capture;

/// Draws a text as a QR code (the QR-picture port).
///
/// The text may hold a shared secret: an implementation keeps nothing of it. Implementations are
/// safe for use by several threads.
public interface QrRenderer {

  /// The most bytes of UTF-8 that a text may have: what version 40 holds at level M (ISO/IEC 18004
  /// table 7).
  int MAX_BYTES = 2_331;

  /// A PNG picture, dark on white, with the margin of four modules that the standard asks for.
  ///
  /// The same text and size give the same bytes.
  ///
  /// @param text at most [#MAX_BYTES] bytes of UTF-8
  /// @param pixelsPerModule at least 1, at most 64
  /// @throws IllegalArgumentException when the text is too long or the size out of range
  byte[] png(String text, int pixelsPerModule);

  /// An SVG document of one path, without scripts, styles or outside references.
  ///
  /// @throws IllegalArgumentException when the text is too long
  String svg(String text);

  /// Lines for a terminal, two modules a character by half blocks, margin included.
  ///
  /// @param darkBackground whether the terminal's ground is dark, so that light modules must be
  ///   drawn
  /// @throws IllegalArgumentException when the text is too long
  String blocks(String text, boolean darkBackground);
}
