package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUriSyntaxException;

/// Says in a sentence why a payload is no account.
final class KeyUriProblems {

  private KeyUriProblems() {}

  static PictureScan.Problem problem(KeyUriSyntaxException e) {
    if (e.parameter().equals("scheme")) {
      return new PictureScan.Problem(
          "not-an-account", "There is a code and it can be read, but " + e.problem() + ".");
    }
    return new PictureScan.Problem(
        "bad-account",
        "This is an authenticator's code, but its "
            + e.parameter()
            + " can't be used: "
            + e.problem()
            + ". Let the site show the code again, or add the account by hand.");
  }
}
