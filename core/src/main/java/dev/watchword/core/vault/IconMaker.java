package dev.watchword.core.vault;

import java.util.Optional;

/// Makes an entry's icon out of a picture that came from outside (a port).
///
/// The picture is decoded within limits that its header is held against first, scaled to at most
/// 256 pixels a side and encoded anew: nothing of the bytes that were sent is kept (SECURITY
/// UP-07). Implementations are safe for use by several threads.
@FunctionalInterface
public interface IconMaker {

  /// @param encoded PNG, JPEG, GIF, BMP or WebP, told by its content; lent
  /// @return empty for anything else, for what is damaged, and for what is over the limits
  Optional<Icon> make(byte[] encoded);
}
