package dev.watchword.adapters.imaging;

/// The search of one frame: what is looked at, where results go, and when to end. Thread-safe.
///
/// @param page from 1
/// @param evidence what was seen and not read
record FrameSearch(Frame frame, int page, Findings findings, Evidence evidence, Deadline deadline) {

  boolean over() {
    return deadline.passed() || findings.full();
  }
}
