package dev.watchword.core.seal;

/// A sealed record that does not open at its place, although the key is right: somebody or
/// something changed, moved or put back what was stored.
public final class TamperingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TamperingException(String what) {
    super(what);
  }

  static TamperingException at(SealAddress address) {
    return new TamperingException(
        "the stored %s.%s of %s was changed outside of Watchword, or is damaged"
            .formatted(address.table(), address.field(), address.record()));
  }
}
