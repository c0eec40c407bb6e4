package dev.watchword.core.audit;

class LinesInMemoryTest implements SegmentFileContract {

  @Override
  public SegmentFile segment() {
    return new LinesInMemory();
  }
}
