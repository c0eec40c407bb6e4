package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.Resource;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.Authenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzz targets for the bodies of requests and for the server's own key (SECURITY AS-01): what is
/// malformed is refused by the exception for that, and nothing else escapes.
///
/// In a plain run each target takes its seeds alone. To fuzz one: `JAZZER_FUZZ=1 ./mvnw -pl
/// adapters-http -am test -Pci -Dtest=RequestFuzzTest#json
/// -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("fuzz")
class RequestFuzzTest {

  private static final String SECONDS = "30s";
  private static final SoftAuthenticator PASSKEY =
      new SoftAuthenticator(new PersonId(new UUID(1, 1)));
  private static final String KEYS =
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"AQAB\"}]}"
          .formatted("u".repeat(342));
  private static final OpenIdSettings PROVIDER = settings();
  private static final Set<String> MEMBERS = Set.of("code", "names", "count", "yes");

  private static OpenIdSettings settings() {
    try {
      Path file = Files.createTempFile("openid", ".json");
      Files.writeString(
          file,
          """
          {"name": "Example", "issuer": "https://a", "authorization_endpoint": "https://a/a",
           "token_endpoint": "https://a/t", "jwks_uri": "https://a/k", "client_id": "c"}
          """);
      OpenIdSettings settings = OpenIdSettings.read(file);
      Files.delete(file);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<byte[]> texts(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> jsons() {
    return texts(
        "{\"code\":\"123456\",\"names\":[\"a\",\"b\"],\"count\":7,\"yes\":true}",
        "{}",
        "[[[[",
        "{\"code\":\"\\ud800\"}",
        "\0\0\0{\"code\":\"in the looks of UTF-32\"}",
        "{\0\"\0c\0o\0d\0e\0\"\0:\0\"\0\"\0}\0");
  }

  @MethodSource("jsons")
  @FuzzTest(maxDuration = SECONDS)
  void json(byte[] data) {
    try (JsonFields fields = JsonFields.parse(data, MEMBERS)) {
      fields.text("code");
      fields.texts("names");
      fields.number("count");
      fields.flag("yes");
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isBetween(400, 499);
    }
  }

  /// What the token endpoint of an OpenID provider could answer, whoever sits there.
  static Stream<byte[]> providerAnswers() {
    return texts(
        "{\"id_token\":\"eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJhIn0.AAAA\"}",
        "{\"id_token\":\"eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIn0.\"}",
        "{\"id_token\":\"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkExMjhHQ00ifQ.AA.AA.AA.AA\"}",
        "{\"error\":\"invalid_grant\"}");
  }

  @MethodSource("providerAnswers")
  @FuzzTest(maxDuration = SECONDS)
  void provider(byte[] data) {
    String body = new String(data, StandardCharsets.UTF_8);
    var provider = new OpenIdProvider(PROVIDER, () -> Instant.EPOCH, new PlantedCalls(body));
    assertThat(provider.ask(new IdentityProvider.Return("code", "v", "nonce", "https://x/")))
        .isNotInstanceOf(IdentityProvider.Answer.Known.class);
  }

  /// Answers everything that it is asked with the same.
  private record PlantedCalls(String body) implements ProviderCalls {
    @Override
    public Reply post(URI address, String form, Optional<String> authorization) {
      return new Reply(body.length() % 4 == 3 ? 400 : 200, body);
    }

    @Override
    public Resource retrieveResource(URL address) {
      return new Resource(body.length() % 2 == 0 ? KEYS : body, "application/json");
    }
  }

  static Stream<byte[]> forms() {
    return texts(
        "--x\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
            + "bytes\r\n"
            + "--x--\r\n",
        "--x\r\n\r\n--x--",
        "--x");
  }

  @MethodSource("forms")
  @FuzzTest(maxDuration = SECONDS)
  void form(byte[] data) {
    try {
      MultipartForm form = MultipartForm.parse(data, "multipart/form-data; boundary=x", 3);
      assertThat(form.parts()).hasSizeLessThanOrEqualTo(3);
    } catch (ProblemException refused) {
      assertThat(refused.problem().status()).isBetween(400, 499);
    }
  }

  static Stream<byte[]> passkeys() {
    var one = new SoftAuthenticator(new PersonId(new UUID(1, 2)));
    var made = one.make("Y2hhbGxlbmdl", Authenticator.SITE);
    var used = one.use("Y2hhbGxlbmdl", Authenticator.SITE, true);
    return Stream.of(
            made.attestationObject(),
            made.clientData(),
            used.authenticatorData(),
            used.clientData(),
            used.signature())
        .map(Base64.getUrlDecoder()::decode);
  }

  @MethodSource("passkeys")
  @FuzzTest(maxDuration = SECONDS)
  void passkey(byte[] data) {
    WebAuthn webAuthn = new WebAuthn4j();
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    var made = PASSKEY.make("Y2hhbGxlbmdl", Authenticator.SITE);
    webAuthn.challengeOf(text);
    assertThat(
            webAuthn.made(
                new WebAuthn.Made(text, made.attestationObject()),
                "YW5vdGhlcg",
                Authenticator.SITE))
        .isEmpty();
    webAuthn
        .made(new WebAuthn.Made(made.clientData(), text), "Y2hhbGxlbmdl", Authenticator.SITE)
        .ifPresent(held -> assertThat(held.credential().attested()).isNotEmpty());
  }

  static Stream<byte[]> keys() {
    return texts(
        "-----BEGIN PRIVATE KEY-----\n"
            + "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
            + "-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n", // found by fuzzing
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n");
  }

  @MethodSource("keys")
  @FuzzTest(maxDuration = SECONDS)
  void key(byte[] data) {
    try {
      assertThat(PemKey.read(Path.of("key.pem"), new String(data, StandardCharsets.ISO_8859_1)))
          .isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("key.pem");
    }
  }
}
