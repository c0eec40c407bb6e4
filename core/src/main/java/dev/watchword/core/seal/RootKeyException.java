package dev.watchword.core.seal;

/// A key in a token could not be used; the message is a sentence for the operator.
public final class RootKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RootKeyException(String sentence) {
    super(sentence);
  }

  public RootKeyException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
