package dev.watchword.core.people;

/// So many passwords wait to be checked that one more has to come again later (SECURITY SE-12).
public final class PasswordsBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PasswordsBusyException() {
    super("Too many people are signing in at this moment; try again shortly.");
  }
}
