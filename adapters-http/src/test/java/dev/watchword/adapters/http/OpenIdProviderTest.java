package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.IdentityProvider.Answer;
import dev.watchword.core.people.IdentityProvider.Errand;
import dev.watchword.core.people.IdentityProvider.Return;
import dev.watchword.core.session.FakeIdentityProvider;
import dev.watchword.core.session.IdentityProviderContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in by OpenID Connect, against a provider that answers over HTTP.
class OpenIdProviderTest implements IdentityProviderContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Answer REFUSED = new Answer.Refused();
  private static final Answer UNREACHABLE = new Answer.Unreachable();

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-29T01:00:00Z");
  private SmallProvider small;
  private IdentityProvider provider;

  @BeforeEach
  void start() {
    small = new SmallProvider(() -> now);
    provider = made();
  }

  private IdentityProvider made() {
    return new OpenIdProvider(OpenIdSettings.read(small.settings(folder)), () -> now);
  }

  @AfterEach
  void end() {
    small.close();
  }

  @Override
  public IdentityProvider provider() {
    return provider;
  }

  @Override
  public FakeIdentityProvider.Visit visit(String location, String subject) {
    Map<String, String> back = small.visit(location, subject);
    assertThat(back.get("iss")).isEqualTo(provider.issuer());
    return new FakeIdentityProvider.Visit(back.get("state"), back.get("code"));
  }

  @Override
  public void stop() {
    small.close();
  }

  private Answer signIn() {
    String challenge = challenge();
    String location = provider.location(new Errand("state-1", "nonce-1", challenge, REDIRECT));
    String code = small.visit(location, "ann").get("code");
    return provider.ask(new Return(code, VERIFIER, "nonce-1", REDIRECT));
  }

  /// Of RFC 7636 appendix B.
  private static String challenge() {
    return "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  }

  private Answer with(Consumer<Map<String, Object>> change) {
    small.claims =
        claims -> {
          Map<String, Object> changed = new HashMap<>(claims);
          change.accept(changed);
          return changed;
        };
    return signIn();
  }

  @Test
  void refusesATokenThatIsNotForUsOrNotOfNow() { // OpenID Connect Core 3.1.3.7
    assertThat(with(claims -> {})).isEqualTo(new Answer.Known("ann"));
    assertThat(with(claims -> claims.put("iss", small.issuer() + "/"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("aud", "another client"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("aud", List.of(SmallProvider.CLIENT, "another"))))
        .as("for two, without saying whom it was given to")
        .isEqualTo(REFUSED);
    assertThat(
            with(claims -> {
              claims.put("aud", List.of(SmallProvider.CLIENT, "another"));
              claims.put("azp", SmallProvider.CLIENT);
            }))
        .isEqualTo(new Answer.Known("ann"));
    assertThat(with(claims -> claims.put("azp", "another"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("nonce", "nonce-2"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.remove("nonce"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("exp", now.getEpochSecond() - 61))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.remove("exp"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("nbf", now.getEpochSecond() + 61))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.remove("sub"))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("sub", ""))).isEqualTo(REFUSED);
    assertThat(with(claims -> claims.put("sub", "a".repeat(256)))).isEqualTo(REFUSED);
  }

  @Test
  void refusesATokenThatTheProvidersKeyDidNotSign() { // RFC 8725
    small.signer = small::signedByAnother;
    assertThat(signIn()).as("another key").isEqualTo(REFUSED);
    small.signer = claims -> unsigned(claims);
    assertThat(signIn()).as("none").isEqualTo(REFUSED);
    small.signer = claims -> byHmac(claims, SmallProvider.SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(signIn()).as("by the secret that we share").isEqualTo(REFUSED);
    small.signer = claims -> byHmac(claims, small.shownKey().getEncoded());
    assertThat(signIn()).as("by the public key as a secret").isEqualTo(REFUSED);
    small.signer = claims -> "no.token";
    assertThat(signIn()).isEqualTo(REFUSED);
    small.signer = claims -> small.signed(claims).replaceFirst("\\.[^.]*$", ".AAAA");
    assertThat(signIn()).as("a broken signature").isEqualTo(REFUSED);
  }

  private static String unsigned(Map<String, Object> claims) throws java.io.IOException {
    return SmallProvider.base64(JSON.writeValueAsBytes(Map.of("alg", "none")))
        + "."
        + SmallProvider.base64(JSON.writeValueAsBytes(claims))
        + ".";
  }

  private static String byHmac(Map<String, Object> claims, byte[] secret)
      throws java.io.IOException, java.security.GeneralSecurityException {
    String signing =
        SmallProvider.base64(JSON.writeValueAsBytes(Map.of("alg", "HS256", "kid", "key-1")))
            + "."
            + SmallProvider.base64(JSON.writeValueAsBytes(claims));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return signing
        + "."
        + SmallProvider.base64(mac.doFinal(signing.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void fetchesKeysOnceAndAgainWhenTheyChange() {
    assertThat(signIn()).isEqualTo(new Answer.Known("ann"));
    assertThat(signIn()).isEqualTo(new Answer.Known("ann"));
    assertThat(small.keyRequests).isEqualTo(1);
    small.rotate();
    assertThat(signIn()).isEqualTo(new Answer.Known("ann"));
    assertThat(small.keyRequests).isEqualTo(2);
  }

  @Test
  void givesUpOnAnAnswerThatIsNone() { // UP-08: no redirect is followed
    for (var page :
        List.of(
            new SmallProvider.Page(500, ""),
            new SmallProvider.Page(302, small.issuer() + "/keys"),
            new SmallProvider.Page(200, "x".repeat(300 * 1024)))) {
      small.tokenAnswer = Optional.of(page);
      assertThat(signIn()).as("%s", page.status()).isEqualTo(UNREACHABLE);
    }
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"id_token\":5}",
            "not json",
            "{\"id_token\":\"" + "a".repeat(70_000) + "\"}",
            "[".repeat(100_000))) {
      small.tokenAnswer = Optional.of(new SmallProvider.Page(200, body));
      assertThat(signIn()).isEqualTo(REFUSED);
    }
    assertThat(small.keyRequests).isZero();
  }

  @Test
  void givesUpOnKeysThatAreNone() { // UP-08
    for (var page :
        List.of(
            new SmallProvider.Page(500, ""),
            new SmallProvider.Page(302, "https://elsewhere.example/keys"),
            new SmallProvider.Page(200, "no keys"),
            new SmallProvider.Page(200, "[".repeat(200_000)),
            new SmallProvider.Page(200, "x".repeat(300 * 1024)))) {
      provider = made();
      small.keysAnswer = Optional.of(page);
      assertThat(signIn()).as("%s", page.status()).isEqualTo(UNREACHABLE);
    }
  }

  @Test
  void provesWhoItIsAsTheProviderWantsIt() { // RFC 6749 2.3.1
    small.inBody = true;
    provider = made();
    assertThat(signIn()).isEqualTo(new Answer.Known("ann"));
  }
}
