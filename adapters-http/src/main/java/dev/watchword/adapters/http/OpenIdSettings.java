package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which OpenID provider people may sign in by, and as what client this server is known there.
/// Immutable; thread-safe.
///
/// Every address comes from this file, which the operator wrote: nothing is discovered while the
/// server runs. The file is the provider's discovery document (OpenID Connect Discovery 1.0 §3) as
/// the operator saved it, with `name`, `client_id` and, for a confidential client,
/// `client_secret_file` added; members that are not needed are passed over.
public final class OpenIdSettings {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int MOST_LISTED = 64;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String ALGORITHMS = "id_token_signing_alg_values_supported";
  private static final String METHODS = "token_endpoint_auth_methods_supported";
  private static final Set<String> TEXTS =
      Set.of(
          "name",
          "issuer",
          "authorization_endpoint",
          "token_endpoint",
          "jwks_uri",
          "client_id",
          "client_secret_file");

  private final String name;
  private final String issuer;
  private final URI authorization;
  private final URI token;
  private final URI keys;
  private final String clientId;
  private final Optional<String> secret;
  private final List<String> algorithms;
  private final boolean secretInBody;

  private OpenIdSettings(Path file, Map<String, String> texts, Map<String, List<String>> lists) {
    this.name = text(file, texts, "name", 64);
    this.issuer = text(file, texts, "issuer", 255);
    address(file, texts, "issuer");
    this.authorization = address(file, texts, "authorization_endpoint");
    this.token = address(file, texts, "token_endpoint");
    this.keys = address(file, texts, "jwks_uri");
    this.clientId = text(file, texts, "client_id", 255);
    this.secret = Optional.ofNullable(texts.get("client_secret_file")).map(it -> secret(file, it));
    this.algorithms = lists.getOrDefault(ALGORITHMS, List.of());
    List<String> methods = lists.getOrDefault(METHODS, List.of());
    this.secretInBody =
        methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
  }

  /// Reads the file.
  ///
  /// @throws IllegalArgumentException when it can't be read, something is missing or not well
  ///   formed, or others can read the client's secret; the message is a sentence for the operator,
  ///   without anything of the secret
  public static OpenIdSettings read(Path file) {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    try (JsonParser json = Json.FACTORY.createParser(bytes(file))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notJson(file);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        if (TEXTS.contains(member) && value == JsonToken.VALUE_STRING) {
          texts.put(member, json.getText());
        } else if (value == JsonToken.START_ARRAY && Set.of(ALGORITHMS, METHODS).contains(member)) {
          lists.put(member, list(json));
        } else {
          json.skipChildren();
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        throw notJson(file);
      }
    } catch (IOException e) {
      throw notJson(file);
    }
    return new OpenIdSettings(file, texts, lists);
  }

  private static IllegalArgumentException notJson(Path file) {
    return new IllegalArgumentException(
        "The OpenID settings %s are not a JSON object.".formatted(file));
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            "The OpenID settings %s are larger than 64 KiB.".formatted(file));
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The OpenID settings %s can't be read.".formatted(file), e);
    }
  }

  private static List<String> list(JsonParser json) throws IOException {
    List<String> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING && all.size() < MOST_LISTED) {
        all.add(json.getText());
      } else {
        json.skipChildren();
      }
    }
    return all;
  }

  private static String text(Path file, Map<String, String> texts, String member, int longest) {
    String text = texts.getOrDefault(member, "");
    if (text.isBlank() || text.length() > longest) {
      throw new IllegalArgumentException(
          "The OpenID settings %s lack `%s`, a text of 1 to %d characters."
              .formatted(file, member, longest));
    }
    return text;
  }

  private static URI address(Path file, Map<String, String> texts, String member) {
    try {
      URI address = new URI(text(file, texts, member, 2048));
      boolean safe =
          "https".equals(address.getScheme())
              || "http".equals(address.getScheme())
                  && LOOPBACK.contains(String.valueOf(address.getHost()));
      if (safe
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "In the OpenID settings %s, `%s` is no address that begins with https://."
            .formatted(file, member));
  }

  private static String secret(Path file, String named) {
    Path beside = file.toAbsolutePath().resolveSibling(named);
    String secret = PrivateText.read("client secret", beside).strip();
    if (secret.isEmpty() || secret.length() > 4096) {
      throw new IllegalArgumentException(
          "The client secret %s is empty, or longer than 4096 characters.".formatted(beside));
    }
    return secret;
  }

  String name() {
    return name;
  }

  String issuer() {
    return issuer;
  }

  URI authorization() {
    return authorization;
  }

  URI token() {
    return token;
  }

  URI keys() {
    return keys;
  }

  String clientId() {
    return clientId;
  }

  /// What the provider says that it signs with; empty where it does not say.
  List<String> algorithms() {
    return algorithms;
  }

  /// How this server proves who it is at the token endpoint (RFC 6749 §2.3.1), where that goes in a
  /// header.
  Optional<String> authorizationHeader() {
    return secret
        .filter(it -> !secretInBody)
        .map(it -> form(clientId) + ":" + form(it))
        .map(pair -> pair.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /// The same where it goes in the body.
  Optional<String> secretForBody() {
    return secret.filter(it -> secretInBody);
  }

  static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "OpenIdSettings[" + issuer + "]";
  }
}
