package dev.watchword.adapters.cli;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.vault.OpenVault;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword token`: makes a token for the server's API, shows which there are, or takes one back.
/// Asks for what opens the vault.
final class TokenCommand implements Command {

  private static final String LIST = "--list";
  private static final String REVOKE = "--revoke";

  @Override
  public CommandSpec spec() {
    return Options.command(
            this,
            "token",
            "Make a token for the server's API, shown once; or --list them, or --revoke one.")
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
        .addOption(Options.flag(LIST, "Show which there are instead, nobody's own and people's."))
        .addOption(Options.text(REVOKE, "ID", "Take that one back instead."))
        .addPositional(Options.words("NAME", "0..*", "What it is for, in your words."));
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
    Optional<String> revoke = Options.text(given, REVOKE);
    int ways =
        (Options.given(given, LIST) ? 1 : 0)
            + (revoke.isPresent() ? 1 : 0)
            + (Options.words(given).isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw Failure.usage("Name what the token is for, or give --list or --revoke ID.");
    }
    Set<TokenScope> scopes = scopes(given);
    try (OpenVault vault = LocalHost.openVault(session)) {
      Tokens tokens = new Tokens(session.services(), vault);
      if (revoke.isPresent()) {
        revoke(session, tokens, revoke.get());
      } else if (Options.given(given, LIST)) {
        list(session, tokens.list());
      } else {
        make(given, session, tokens, scopes);
      }
    }
    return ExitCode.DONE;
  }

  private static Set<TokenScope> scopes(ParseResult given) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    for (String wanted : Options.texts(given, "--scope")) {
      scopes.add(scope(wanted));
    }
    return scopes;
  }

  private static void revoke(Session session, Tokens tokens, String id) {
    ApiToken gone =
        tokens
            .revoke(id)
            .orElseThrow(() ->
                Failure.expected(
                    "no-such-token", "There is no token of that id; `watchword token --list`."));
    if (session.json()) {
      Json json = new Json();
      write(json, gone);
      session.print(json);
    } else {
      session
          .terminal()
          .complainLine(Neutral.line(gone.name()) + " is not accepted any more, anywhere.");
    }
  }

  private static void list(Session session, List<ApiToken> tokens) {
    if (session.json()) {
      Json json = new Json().object().name("tokens").array();
      tokens.forEach(token -> write(json, token));
      session.print(json.endArray().endObject());
      return;
    }
    for (ApiToken token : tokens) {
      session
          .terminal()
          .line(
              "%s  %s  %-8s  %s  %s"
                  .formatted(
                      token.id(),
                      token.hint(),
                      state(token, session.now()),
                      token.expiresAt(),
                      Neutral.line(token.name())));
    }
  }

  private static String state(ApiToken token, Instant now) {
    if (token.revokedAt().isPresent()) {
      return "revoked";
    }
    return token.liveAt(now) ? "live" : "expired";
  }

  private static void write(Json json, ApiToken token) {
    json.object()
        .put("id", token.id().toString())
        .put("name", token.name())
        .put("hint", token.hint())
        .put("createdAt", token.createdAt().toString())
        .put("expiresAt", token.expiresAt().toString())
        .put("revokedAt", token.revokedAt())
        .put("lastUsedAt", token.lastUse().map(TokenUse::at))
        .put("relyingParty", token.relyingParty())
        .put("owner", token.owner())
        .put("scopes", token.scopes().stream().map(TokenScope::text).toList())
        .endObject();
  }

  private static void make(
      ParseResult given, Session session, Tokens tokens, Set<TokenScope> scopes) {
    IssuedToken issued =
        tokens.issue(
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
  }

  private static TokenScope scope(String wanted) {
    return TokenScope.named(wanted)
        .orElseThrow(() -> Failure.usage("There is no such scope; there are " + names() + "."));
  }
}
