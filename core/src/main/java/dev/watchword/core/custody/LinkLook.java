package dev.watchword.core.custody;

/// What somebody who presents a link is told.
public sealed interface LinkLook {

  /// One answer for a link that never was, and one that was used, taken back, over or killed.
  record NoSuchLink() implements LinkLook {}

  /// The PIN is missing or wrong; nothing of the link is told before.
  ///
  /// @param wrong whether one was given
  record PinNeeded(boolean wrong) implements LinkLook {}

  /// It counts.
  record Open(UploadLink link) implements LinkLook {}
}
