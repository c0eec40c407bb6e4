package dev.watchword.adapters.cli;

import sun.misc.Signal;

/// Tells when the terminal's window has another size (SIGWINCH).
final class WindowChanges {

  private WindowChanges() {}

  static void tell(Runnable change) {
    try {
      Signal.handle(new Signal("WINCH"), signal -> change.run());
    } catch (IllegalArgumentException noSuchSignal) {
      // a system whose windows do not say so: the next start sees the size
      return;
    }
  }
}
