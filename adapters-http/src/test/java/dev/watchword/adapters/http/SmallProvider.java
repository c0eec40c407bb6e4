package dev.watchword.adapters.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// A small OpenID provider of its own making: the code flow of OpenID Connect Core 1.0 §3.1 with
/// PKCE and a confidential client, signed by the JDK alone. Whoever types a name is believed. It
/// can be told to misbehave. Thread-safe.
final class SmallProvider implements AutoCloseable {

  static final String CLIENT = "watchword at home";
  static final String SECRET = "s3cret: with % and +";

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Grant(String subject, Map<String, String> asked) {}

  private final HttpServer server;
  private final InstantSource clock;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private volatile KeyPair key = rsa();
  private volatile int generation = 1;

  /// Makes another ID token of a good one's claims; the default signs them.
  volatile UnaryOperator<Map<String, Object>> claims = UnaryOperator.identity();

  volatile Signer signer = this::signed;
  volatile Optional<Page> tokenAnswer = Optional.empty();
  volatile Optional<Page> keysAnswer = Optional.empty();
  volatile int keyRequests;
  volatile boolean inBody;

  /// Makes a compact serialisation of claims.
  interface Signer {
    String sign(Map<String, Object> claims) throws GeneralSecurityException, IOException;
  }

  /// What an endpoint is to answer in the place of what it would.
  record Page(int status, String body) {}

  SmallProvider(InstantSource clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/keys", this::keys);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// What its discovery document says, and who we are there.
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", "Example");
    document.put("issuer", issuer());
    document.put("authorization_endpoint", issuer() + "/authorize?tenant=1");
    document.put("token_endpoint", issuer() + "/token");
    document.put("jwks_uri", issuer() + "/keys");
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "none", "HS256"));
    document.put("claims_supported", List.of("sub", "iss"));
    document.put("mtls_endpoint_aliases", Map.of("token_endpoint", "https://elsewhere.example"));
    if (inBody) {
      document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    }
    document.put("client_id", CLIENT);
    document.put("client_secret_file", "client-secret");
    return document;
  }

  /// Writes the settings and the client's secret.
  Path settings(Path folder) {
    try {
      Path secret = folder.resolve("client-secret");
      Files.writeString(secret, SECRET + "\n");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      return Files.write(folder.resolve("openid.json"), JSON.writeValueAsBytes(document()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on it signs by another key, and shows that alone.
  void rotate() {
    key = rsa();
    generation++;
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// A page with a name to type; then back to whoever asked.
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = members(exchange.getRequestURI().getRawQuery());
    boolean good =
        "code".equals(asked.get("response_type"))
            && CLIENT.equals(asked.get("client_id"))
            && "1".equals(asked.get("tenant"))
            && "S256".equals(asked.get("code_challenge_method"))
            && List.of(asked.get("scope").split(" ")).contains("openid");
    if (!good) {
      answer(exchange, new Page(400, "bad request"), "text/plain");
    } else if (exchange.getRequestMethod().equals("GET")) {
      answer(
          exchange,
          new Page(
              200,
              "<!doctype html><title>Example</title><form method=post><label>Who are you?"
                  + " <input name=login></label><button>Go on</button>"
                  + "<button name=cancel value=1>Cancel</button></form>"),
          "text/html");
    } else {
      Map<String, String> typed = members(body(exchange));
      exchange.getResponseHeaders().set("Location", back(asked, typed));
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    }
  }

  private String back(Map<String, String> asked, Map<String, String> typed) {
    String common = asked.get("redirect_uri") + "?state=" + form(asked.get("state"));
    if (typed.containsKey("cancel")) {
      return common + "&error=access_denied";
    }
    return common + "&code=" + granted(typed.get("login"), asked) + "&iss=" + form(issuer());
  }

  private String granted(String subject, Map<String, String> asked) {
    String code = "code-" + grants.size() + "-" + System.nanoTime();
    grants.put(code, new Grant(subject, Map.copyOf(asked)));
    return code;
  }

  /// What a browser brings back from a location when somebody signs in there.
  Map<String, String> visit(String location, String subject) {
    Map<String, String> asked = members(URI.create(location).getRawQuery());
    String back = back(asked, Map.of("login", subject));
    return members(URI.create(back).getRawQuery());
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> sent = members(body(exchange));
    if (tokenAnswer.isPresent()) {
      answer(exchange, tokenAnswer.get(), "application/json");
      return;
    }
    if (!isClient(exchange, sent)) {
      answer(exchange, new Page(401, "{\"error\":\"invalid_client\"}"), "application/json");
      return;
    }
    Grant grant = grants.remove(sent.getOrDefault("code", ""));
    boolean good =
        grant != null
            && "authorization_code".equals(sent.get("grant_type"))
            && grant.asked.get("redirect_uri").equals(sent.get("redirect_uri"))
            && grant.asked.get("code_challenge").equals(challenge(sent.get("code_verifier")));
    if (!good) {
      answer(exchange, new Page(400, "{\"error\":\"invalid_grant\"}"), "application/json");
      return;
    }
    try {
      String token = signer.sign(claims.apply(claims(grant)));
      answer(
          exchange,
          new Page(
              200,
              JSON.writeValueAsString(
                  Map.of("access_token", "a", "token_type", "Bearer", "id_token", token, "n", 5))),
          "application/json");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isClient(HttpExchange exchange, Map<String, String> sent) {
    if (inBody) {
      return CLIENT.equals(sent.get("client_id")) && SECRET.equals(sent.get("client_secret"));
    }
    String pair = form(CLIENT) + ":" + form(SECRET);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        && !sent.containsKey("client_secret");
  }

  private Map<String, Object> claims(Grant grant) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer());
    claims.put("sub", grant.subject);
    claims.put("aud", CLIENT);
    claims.put("iat", now);
    claims.put("exp", now + 300);
    claims.put("nonce", grant.asked.get("nonce"));
    return claims;
  }

  /// RS256 (RFC 7518 section 3.3).
  String signed(Map<String, Object> claims) throws GeneralSecurityException, IOException {
    return signed(key, claims);
  }

  String signed(KeyPair by, Map<String, Object> claims)
      throws GeneralSecurityException, IOException {
    String head =
        base64(JSON.writeValueAsBytes(Map.of("alg", "RS256", "kid", "key-" + generation)));
    String signing = head + "." + base64(JSON.writeValueAsBytes(claims));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(by.getPrivate());
    signature.update(signing.getBytes(StandardCharsets.US_ASCII));
    return signing + "." + base64(signature.sign());
  }

  /// By a key that it never showed, under the name of the one that it shows.
  String signedByAnother(Map<String, Object> claims) throws GeneralSecurityException, IOException {
    return signed(rsa(), claims);
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyRequests++;
    if (keysAnswer.isPresent()) {
      answer(exchange, keysAnswer.get(), "application/json");
      return;
    }
    RSAPublicKey shown = (RSAPublicKey) key.getPublic();
    Map<String, Object> jwk =
        Map.of(
            "kty",
            "RSA",
            "use",
            "sig",
            "alg",
            "RS256",
            "kid",
            "key-" + generation,
            "n",
            base64(bytes(shown.getModulus())),
            "e",
            base64(bytes(shown.getPublicExponent())));
    answer(
        exchange,
        new Page(200, JSON.writeValueAsString(Map.of("keys", List.of(jwk)))),
        "application/json");
  }

  RSAPublicKey shownKey() {
    return (RSAPublicKey) key.getPublic();
  }

  private static byte[] bytes(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> members(String form) {
    Map<String, String> members = new HashMap<>();
    for (String pair : form.split("&")) {
      String[] both = pair.split("=", 2);
      members.put(
          URLDecoder.decode(both[0], StandardCharsets.UTF_8),
          both.length < 2 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return members;
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, Page page, String type) throws IOException {
    byte[] bytes = page.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (page.status == 302) {
      exchange.getResponseHeaders().set("Location", page.body);
    }
    exchange.sendResponseHeaders(page.status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
