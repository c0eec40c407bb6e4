package dev.watchword.adapters.imaging;

/// One way of looking for symbols, in the order of cost and yield (see `docs/reader.md`).
interface SearchStage {

  /// Looks over one frame and adds what it reads to the findings; ends early when the deadline
  /// passes or the findings are full.
  void search(FrameSearch frame);
}
