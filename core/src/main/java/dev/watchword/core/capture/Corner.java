package dev.watchword.core.capture;

/// A point in a picture, in pixels of the picture as a viewer shows it (EXIF turns applied), from
/// the top left; the middle of the first pixel is (0.5, 0.5).
public record Corner(double x, double y) {}
