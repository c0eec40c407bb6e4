package dev.watchword.core.keyuri;

/// A text that is no Key URI, or one that cannot be taken as it stands.
///
/// Names the parameter and the problem and never repeats the text, which may hold a secret.
public final class KeyUriSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String problem;

  public KeyUriSyntaxException(String parameter, String problem) {
    super(parameter + ": " + problem);
    this.parameter = parameter;
    this.problem = problem;
  }

  /// What is at fault: `scheme`, `type`, `label`, `secret`, `digits` and so on.
  public String parameter() {
    return parameter;
  }

  /// What is wrong with it, as a clause.
  public String problem() {
    return problem;
  }
}
