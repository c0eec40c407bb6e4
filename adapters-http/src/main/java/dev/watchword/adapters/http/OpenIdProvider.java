package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.ProviderAccount;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// An OpenID provider (OpenID Connect Core 1.0 §3.1): the code flow with PKCE, and an ID token that
/// is held against the provider's keys, our client, the nonce and the time (§3.1.3.7). Thread-safe.
final class OpenIdProvider implements IdentityProvider {

  private static final Logger LOG = System.getLogger(OpenIdProvider.class.getName());
  private static final int LONGEST_TOKEN = 64 * 1024;
  private static final int MOST_AT_ONCE = 16;
  private static final int MOST_SKEW_SECONDS = 60;

  /// Signatures by a key of the provider's alone: none that rest on a shared secret (RFC 8725
  /// §3.1).
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OpenIdSettings settings;
  private final InstantSource clock;
  private final ProviderCalls calls;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
  private final JWSVerificationKeySelector<SecurityContext> keys;

  OpenIdProvider(OpenIdSettings settings, InstantSource clock) {
    this(settings, clock, new ProviderCalls.OverHttp());
  }

  OpenIdProvider(OpenIdSettings settings, InstantSource clock, ProviderCalls calls) {
    this.settings = settings;
    this.clock = clock;
    this.calls = calls;
    try {
      JWKSource<SecurityContext> source =
          JWKSourceBuilder.create(settings.keys().toURL(), calls).refreshAheadCache(false).build();
      this.keys = new JWSVerificationKeySelector<>(algorithms(settings), source);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("settings: jwks_uri is no URL", e);
    }
  }

  /// Those of ours that the provider names; RS256, which every provider has, where it names none.
  private static Set<JWSAlgorithm> algorithms(OpenIdSettings settings) {
    Set<JWSAlgorithm> named =
        settings.algorithms().stream()
            .map(JWSAlgorithm::parse)
            .filter(ALGORITHMS::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return named.isEmpty() ? Set.of(JWSAlgorithm.RS256) : named;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String issuer() {
    return settings.issuer();
  }

  @Override
  public String location(Errand errand) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", errand.redirect());
    query.put("scope", "openid");
    query.put("state", errand.state());
    query.put("nonce", errand.nonce());
    query.put("code_challenge", errand.challenge());
    query.put("code_challenge_method", "S256");
    String base = settings.authorization().toString();
    return base + (base.contains("?") ? "&" : "?") + form(query);
  }

  private static String form(Map<String, String> members) {
    return members.entrySet().stream()
        .map(each -> each.getKey() + "=" + OpenIdSettings.form(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  @Override
  public Answer ask(Return brought) {
    if (!turns.tryAcquire()) {
      return new Answer.Unreachable();
    }
    try {
      return token(brought)
          .map(token -> held(token, brought.nonce()))
          .orElseGet(Answer.Refused::new);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the OpenID provider did not answer: {0}", e.getMessage());
      return new Answer.Unreachable();
    } finally {
      turns.release();
    }
  }

  /// Redeems the code (§3.1.3.1).
  ///
  /// @return the ID token; empty where the provider takes the code back
  private Optional<String> token(Return brought) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("grant_type", "authorization_code");
    members.put("code", brought.code());
    members.put("redirect_uri", brought.redirect());
    members.put("code_verifier", brought.verifier());
    Optional<String> header = settings.authorizationHeader();
    if (header.isEmpty()) {
      members.put("client_id", settings.clientId());
      settings.secretForBody().ifPresent(secret -> members.put("client_secret", secret));
    }
    ProviderCalls.Reply reply = calls.post(settings.token(), form(members), header);
    return switch (reply.status()) {
      case 200 -> member(reply.body(), "id_token");
      case 400, 401 -> {
        refused(reply);
        yield Optional.empty();
      }
      default -> throw new IOException("status " + reply.status());
    };
  }

  /// What only the operator can mend is said to them.
  private static void refused(ProviderCalls.Reply reply) {
    String error =
        member(reply.body(), "error").filter(it -> it.matches("[a-z_]{1,40}")).orElse("");
    if (!error.equals("invalid_grant")) {
      LOG.log(Level.WARNING, "the OpenID provider refuses this server: {0}", error);
    }
  }

  private static Optional<String> member(String body, String name) {
    try (JsonParser json = Json.FACTORY.createParser(body.getBytes(StandardCharsets.UTF_8))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals(name);
        if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
          return Optional.of(json.getText()).filter(it -> it.length() <= LONGEST_TOKEN);
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /// Holds an ID token against all that it has to be (§3.1.3.7).
  private Answer held(String token, String nonce) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(keys);
    processor.setJWTClaimsSetVerifier(new Claims(settings, nonce, clock));
    try {
      JWTClaimsSet claims = processor.process(token, null);
      boolean ours =
          Optional.ofNullable(claims.getStringClaim("azp"))
              .map(settings.clientId()::equals)
              .orElse(claims.getAudience().size() == 1);
      String subject = String.valueOf(claims.getSubject());
      return ours && ProviderAccount.isSubject(subject)
          ? new Answer.Known(subject)
          : new Answer.Refused();
    } catch (KeySourceException e) {
      LOG.log(Level.WARNING, "the OpenID provider's keys can't be had: {0}", e.getMessage());
      return new Answer.Unreachable();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.log(Level.WARNING, "an ID token does not hold: {0}", e.getClass().getSimpleName());
      return new Answer.Refused();
    }
  }

  /// Issuer, audience, nonce and times, by the clock that was handed in.
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final InstantSource clock;

    Claims(OpenIdSettings settings, String nonce, InstantSource clock) {
      super(
          settings.clientId(),
          new JWTClaimsSet.Builder().issuer(settings.issuer()).claim("nonce", nonce).build(),
          Set.of("sub", "iat", "exp"));
      this.clock = clock;
      setMaxClockSkew(MOST_SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
