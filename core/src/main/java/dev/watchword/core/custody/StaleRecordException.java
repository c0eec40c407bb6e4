package dev.watchword.core.custody;

/// A record is no longer as it was read, or its time is over: another was first.
public final class StaleRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StaleRecordException() {
    super("the record has changed, or its time is over");
  }
}
