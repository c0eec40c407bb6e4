package dev.watchword.adapters.cli;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenScope;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword token`: makes a token for the server's API. Asks for what opens the vault.
final class TokenCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "token", "Make a token for the server's API; it is shown once.")
        .addOption(
            Options.texts(
                "--scope",
                "SCOPE",
                "What it may do: "
                    + names()
                    + "; by default all of the vault's, or of the verifier's."))
        .addOption(
            Options.text(
                "--relying-party",
                "NAME",
                "For a product that uses the verifier: whose subscribers it sees."))
        .addOption(Options.number("--days", "N", "How long it counts, 1 to 366; 90 by default."))
        .addPositional(Options.words("NAME", "1..*", "What it is for, in your words."));
  }

  private static String names() {
    StringBuilder names = new StringBuilder();
    for (TokenScope scope : TokenScope.values()) {
      names.append(names.isEmpty() ? "" : ", ").append(scope.text());
    }
    return names.toString();
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    for (String wanted : Options.texts(given, "--scope")) {
      scopes.add(scope(wanted));
    }
    LocalHost.openVault(session).close();
    IssuedToken issued =
        Tokens.issue(
            session.services(),
            Options.query(given),
            scopes,
            Options.text(given, "--relying-party"),
            Options.number(given, "--days").orElse(IssueApiToken.DEFAULT_LIFETIME.toDays()));
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("id", issued.token().id().toString())
              .put("name", issued.token().name())
              .put("token", issued.text().reveal())
              .put("expiresAt", issued.token().expiresAt().toString())
              .endObject());
    } else {
      session.terminal().line(issued.text().reveal());
      session
          .terminal()
          .complainLine(
              "Keep it: it is not shown again. It counts until "
                  + issued.token().expiresAt()
                  + ".");
    }
    return ExitCode.DONE;
  }

  private static TokenScope scope(String wanted) {
    return TokenScope.named(wanted)
        .orElseThrow(() -> Failure.usage("There is no such scope; there are " + names() + "."));
  }
}
