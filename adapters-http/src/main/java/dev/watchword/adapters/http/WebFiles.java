package dev.watchword.adapters.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The pages, their scripts and styles, and the contract: read from the class path once, kept in
/// memory, packed for clients that take gzip.
///
/// Scripts, styles and pictures lie under a path that holds a hash of all of them, so a browser may
/// keep them for good and never mixes two versions; the pages name that path.
final class WebFiles {

  private static final List<String> ASSETS =
      List.of("style.css", "scan.js", "countdown.js", "docs.js", "yaml.js", "icon.svg");
  private static final Map<String, String> PAGES = Map.of("/", "index.html", "/docs", "docs.html");
  private static final String PLACEHOLDER = "{assets}";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final List<Route> routes = new ArrayList<>();

  WebFiles() {
    MessageDigest sha256 = sha256();
    Map<String, byte[]> assets = new LinkedHashMap<>();
    for (String name : ASSETS) {
      byte[] bytes = read("web/" + name);
      sha256.update(bytes);
      assets.put(name, bytes);
    }
    String assetPath = "/assets/" + HexFormat.of().formatHex(sha256.digest(), 0, 8);
    assets.forEach((name, bytes) ->
        route(assetPath + "/" + name, name, bytes, Map.of("Cache-Control", FOREVER)));
    PAGES.forEach((path, name) -> {
      String page = new String(read("web/" + name), StandardCharsets.UTF_8);
      byte[] bytes = page.replace(PLACEHOLDER, assetPath).getBytes(StandardCharsets.UTF_8);
      route(path, name, bytes, Map.of());
    });
    route("/openapi.yaml", "openapi.yaml", read("openapi.yaml"), Map.of());
  }

  Stream<Route> routes() {
    return routes.stream();
  }

  private void route(String path, String name, byte[] bytes, Map<String, String> headers) {
    Map<String, String> plainHeaders = new LinkedHashMap<>(headers);
    plainHeaders.put("Vary", "Accept-Encoding");
    Map<String, String> packedHeaders = new LinkedHashMap<>(plainHeaders);
    packedHeaders.put("Content-Encoding", "gzip");
    Answer plain = new Answer(200, contentType(name), bytes, plainHeaders);
    Answer packed = new Answer(200, contentType(name), gzip(bytes), packedHeaders);
    routes.add(
        new Route(
            "GET",
            path,
            new Access.Open(),
            exchange ->
                exchange.header("Accept-Encoding").orElse("").contains("gzip") ? packed : plain));
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      case ".yaml" -> "application/yaml";
      default -> throw new IllegalArgumentException("name: no type is known for " + name);
    };
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Optional.ofNullable(WebFiles.class.getResourceAsStream(name))
            .orElseThrow(() -> new IllegalStateException("the jar has no " + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
