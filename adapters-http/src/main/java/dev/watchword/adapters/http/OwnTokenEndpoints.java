package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.IssuedToken;
import dev.watchword.core.access.Permission;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.session.OwnTokens;
import dev.watchword.core.session.SignedIn;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody's own API tokens (SECURITY TK-01 to TK-05).
final class OwnTokenEndpoints {

  private static final String ALL = "/api/v1/tokens";

  private final Entrance entrance;

  OwnTokenEndpoints(Entrance entrance) {
    this.entrance = entrance;
  }

  Stream<Route> routes() {
    Access self = new Access.Needs(Permission.SELF);
    return Stream.of(
        new Route("GET", ALL, self, this::list),
        new Route("POST", ALL, new Access.Needs(Permission.TOKENS), this::issue),
        new Route("DELETE", ALL + "/{id}", self, this::revoke));
  }

  private OwnTokens own() {
    return entrance.accounts().ownTokens();
  }

  private Answer list(Exchange exchange) {
    SignedIn who = exchange.signed().who();
    List<ApiToken> live = own().list(who).stream().filter(token -> token.liveAt(who.at())).toList();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("tokens");
      for (ApiToken token : live) {
        json.writeStartObject();
        write(json, token);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, ApiToken token) throws IOException {
    json.writeStringField("id", token.id().toString());
    json.writeStringField("name", token.name());
    json.writeStringField("hint", token.hint());
    json.writeArrayFieldStart("scopes");
    for (TokenScope scope : token.scopes()) {
      json.writeString(scope.text());
    }
    json.writeEndArray();
    json.writeStringField("createdAt", token.createdAt().toString());
    json.writeStringField("expiresAt", token.expiresAt().toString());
    if (token.lastUse().isPresent()) {
      json.writeStringField("lastUsedAt", token.lastUse().get().at().toString());
      json.writeStringField("lastUsedSource", token.lastUse().get().source());
    }
  }

  private Answer issue(Exchange exchange) {
    SignedIn who = exchange.signed().who();
    IssuedToken issued;
    try (JsonFields fields = exchange.json(Set.of("name", "scopes", "days"))) {
      issued =
          own()
              .issue(
                  who,
                  fields
                      .text("name")
                      .orElseThrow(() -> Problem.invalid("name", "a text is wanted").asException()),
                  scopes(fields),
                  Duration.ofDays(
                      fields.number("days").orElse(IssueApiToken.DEFAULT_LIFETIME.toDays())),
                  exchange.origin());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Problem.invalid(
              "token",
              "a name of 1 to 64 characters, scopes that your role has, and 1 to 366 days are"
                  + " wanted")
          .asException();
    }
    return Answer.created(
        ALL + "/" + issued.token().id(),
        json -> {
          json.writeStartObject();
          write(json, issued.token());
          json.writeStringField("token", issued.text().reveal());
          json.writeEndObject();
        });
  }

  private static Set<TokenScope> scopes(JsonFields fields) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    for (String text : fields.texts("scopes").orElse(List.of())) {
      scopes.add(
          TokenScope.named(text)
              .orElseThrow(
                  () -> Problem.invalid("scopes", "there is no such scope").asException()));
    }
    return scopes;
  }

  private Answer revoke(Exchange exchange) {
    ApiTokenId id = new ApiTokenId(exchange.uuid("id"));
    if (!own().revoke(exchange.signed().who(), id, exchange.origin())) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }
}
