package dev.watchword.core.session;

/// Undoes a transaction whose session was ended or renewed in the meantime.
final class GoneException extends RuntimeException {

  private static final long serialVersionUID = 1;

  GoneException() {
    super("the session is gone", null, false, false);
  }
}
