package dev.watchword.adapters.imaging;

/// The frames of one encoded picture, decoded one at a time: the sizes were checked when it was
/// opened. Not thread-safe.
interface FrameReader extends AutoCloseable {

  /// How many frames or pages are looked at; at least 1.
  int count();

  /// Decodes one frame.
  ///
  /// @param index from 0
  Frame read(int index, Deadline deadline) throws RefusedPicture;

  @Override
  default void close() {}
}
