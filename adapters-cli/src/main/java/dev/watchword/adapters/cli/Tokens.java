package dev.watchword.adapters.cli;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenScope;
import java.time.Duration;
import java.util.Set;

/// Issues API tokens for commands.
final class Tokens {

  private Tokens() {}

  static IssuedToken issue(CliServices services, String name, Set<TokenScope> scopes, long days) {
    try {
      return new IssueApiToken(services.tokens(), services.random(), services.clock())
          .issue(name, scopes, Duration.ofDays(days));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("A token has a name of 1 to 64 characters and lasts 1 to 366 days.");
    }
  }
}
