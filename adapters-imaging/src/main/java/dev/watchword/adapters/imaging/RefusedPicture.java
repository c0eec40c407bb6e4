package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;

/// A picture that is not decoded to pixels, with the reason as a value; never leaves this package.
final class RefusedPicture extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;

  RefusedPicture(Diagnosis diagnosis) {
    super(diagnosis.code(), null, false, false);
    this.diagnosis = diagnosis;
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }
}
