package dev.watchword.adapters.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The pages, their scripts and styles, and the contract: read from the class path once, kept in
/// memory, packed for clients that take gzip.
///
/// Scripts, styles and pictures lie under a path that holds a hash of all of them, so a browser may
/// keep them for good and never mixes two versions; the pages name that path.
final class WebFiles {

  private static final List<String> ASSETS = List.of();
  private static final Map<String, String> PAGES = Map.of();
  private static final String PLACEHOLDER = "{assets}";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  /// A file as it is, and packed.
  private record WebFile(String contentType, byte[] plain, byte[] packed) {}

  private final String assetPath;
  private final Map<String, WebFile> byName = new TreeMap<>();

  WebFiles() {
    MessageDigest sha256 = sha256();
    for (String name : ASSETS) {
      byte[] bytes = read("web/" + name);
      sha256.update(bytes);
      byName.put(name, file(name, bytes));
    }
    assetPath = "/assets/" + HexFormat.of().formatHex(sha256.digest(), 0, 8);
    for (String name : PAGES.values()) {
      String page = new String(read("web/" + name), StandardCharsets.UTF_8);
      byte[] bytes = page.replace(PLACEHOLDER, assetPath).getBytes(StandardCharsets.UTF_8);
      byName.put(name, file(name, bytes));
    }
    byName.put("openapi.yaml", file("openapi.yaml", read("openapi.yaml")));
  }

  Stream<Route> routes() {
    Stream<Route> pages =
        PAGES.entrySet().stream().map(page -> route(page.getKey(), page.getValue(), false));
    Stream<Route> assets = ASSETS.stream().map(name -> route(assetPath + "/" + name, name, true));
    return Stream.concat(
        Stream.concat(pages, assets), Stream.of(route("/openapi.yaml", "openapi.yaml", false)));
  }

  private Route route(String path, String name, boolean forever) {
    return new Route(
        "GET", path, new Access.Open(), exchange -> answer(byName.get(name), exchange, forever));
  }

  private static Answer answer(WebFile file, Exchange exchange, boolean forever) {
    boolean pack = exchange.header("Accept-Encoding").orElse("").contains("gzip");
    Map<String, String> headers = new TreeMap<>(Map.of("Vary", "Accept-Encoding"));
    if (pack) {
      headers.put("Content-Encoding", "gzip");
    }
    if (forever) {
      headers.put("Cache-Control", FOREVER);
    }
    return new Answer(200, file.contentType, pack ? file.packed : file.plain, headers);
  }

  private static WebFile file(String name, byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WebFile(contentType(name), bytes, packed.toByteArray());
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
