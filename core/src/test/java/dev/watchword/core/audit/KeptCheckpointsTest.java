package dev.watchword.core.audit;

class KeptCheckpointsTest implements CheckpointSinkContract {

  private final KeptCheckpoints sink = new KeptCheckpoints();

  @Override
  public CheckpointSink sink() {
    return sink;
  }
}
