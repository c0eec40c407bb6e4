package dev.watchword.core.interchange;

/// How sure a format is that a file is one of its own, by content alone; later values are surer.
public enum Certainty {
  /// It is something else.
  NO,
  /// Nothing speaks against it, and only the password can tell: a file without any mark.
  POSSIBLE,
  /// Its shape fits, as one of several.
  LIKELY,
  /// A mark or a shape that no other format has.
  CERTAIN
}
