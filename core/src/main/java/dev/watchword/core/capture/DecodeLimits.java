package dev.watchword.core.capture;

import java.time.Duration;

/// What one decode may cost (SECURITY UP-01 to UP-05).
///
/// @param maxBytes size of the encoded file, in bytes; at least 1
/// @param maxPixels width times height of a frame, in pixels; at least 1
/// @param maxSide the longer side, in pixels; at least 1
/// @param maxPages pages of a document, or frames, that are looked at; at least 1
/// @param maxCodes codes returned; at least 1
/// @param deadline time for the whole call, over which it returns what it has; positive
/// @param cutoutSide the longer side, in pixels, of the picture that comes with each code; 0 for
///   none
public record DecodeLimits(
    int maxBytes,
    long maxPixels,
    int maxSide,
    int maxPages,
    int maxCodes,
    Duration deadline,
    int cutoutSide) {

  /// 16 MiB, 50 megapixels, 20,000 pixels a side, 20 pages, 64 codes, 2 seconds.
  public static final DecodeLimits STANDARD =
      new DecodeLimits(16 << 20, 50_000_000L, 20_000, 20, 64, Duration.ofSeconds(2));

  private static final int MAX_CUTOUT_SIDE = 1024;

  public DecodeLimits {
    if (maxBytes < 1 || maxPixels < 1 || maxSide < 1 || maxPages < 1 || maxCodes < 1) {
      throw new IllegalArgumentException("limits: each must be at least 1");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: must be positive, got " + deadline);
    }
    if (cutoutSide < 0 || cutoutSide > MAX_CUTOUT_SIDE) {
      throw new IllegalArgumentException("cutoutSide: 0 to 1,024, got " + cutoutSide);
    }
  }

  /// Limits without cut-outs.
  public DecodeLimits(
      int maxBytes, long maxPixels, int maxSide, int maxPages, int maxCodes, Duration deadline) {
    this(maxBytes, maxPixels, maxSide, maxPages, maxCodes, deadline, 0);
  }

  /// The same limits, and each code comes with a picture of it.
  public DecodeLimits withCutouts(int longerSide) {
    return new DecodeLimits(maxBytes, maxPixels, maxSide, maxPages, maxCodes, deadline, longerSide);
  }

  /// The same limits with another deadline.
  public DecodeLimits within(Duration otherDeadline) {
    return new DecodeLimits(
        maxBytes, maxPixels, maxSide, maxPages, maxCodes, otherDeadline, cutoutSide);
  }
}
