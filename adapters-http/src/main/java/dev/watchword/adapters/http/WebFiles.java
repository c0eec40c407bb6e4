package dev.watchword.adapters.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The pages, their modules, styles and messages, and the contract: read from the class path once
/// and kept in memory.
///
/// All files but the documents lie under a path that holds a hash of all of them, so a browser may
/// keep them for good and never mixes two versions; the documents name that path.
final class WebFiles {

  /// Which document stands at which path; the shell's router shows the page of the path.
  private static final Map<String, String> DOCUMENTS = documents();

  private static final String PLACEHOLDER = "{assets}";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final List<Route> routes = new ArrayList<>();

  WebFiles() {
    MessageDigest sha256 = sha256();
    Map<String, byte[]> assets = new LinkedHashMap<>();
    for (String name : WebFolder.names()) {
      if (!DOCUMENTS.containsValue(name)) {
        byte[] bytes = WebFolder.read(name);
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update(bytes);
        assets.put(name, bytes);
      }
    }
    String assetPath = "/assets/" + HexFormat.of().formatHex(sha256.digest(), 0, 8);
    assets.forEach((name, bytes) ->
        route(
            assetPath + "/" + name,
            name,
            name.endsWith(".html") ? placed(bytes, assetPath) : bytes,
            Map.of("Cache-Control", FOREVER)));
    Map<String, byte[]> documents = new LinkedHashMap<>();
    DOCUMENTS.forEach((path, name) -> {
      byte[] bytes =
          documents.computeIfAbsent(name, file -> placed(WebFolder.read(file), assetPath));
      route(path, name, bytes, Map.of());
    });
    route("/openapi.yaml", "openapi.yaml", WebFolder.readBeside("openapi.yaml"), Map.of());
  }

  private static Map<String, String> documents() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("/docs", "docs.html");
    documents.put("/sw.js", "sw.js");
    documents.put("/manifest.webmanifest", "manifest.webmanifest");
    for (String path :
        List.of(
            "/",
            "/add",
            "/transfer",
            "/custody",
            "/hand-over",
            "/receipt",
            "/people",
            "/audit",
            "/settings",
            "/settings/{section}",
            "/sign-in",
            "/provider",
            "/setup",
            "/invite")) {
      documents.put(path, "shell.html");
    }
    return documents;
  }

  Stream<Route> routes() {
    return routes.stream();
  }

  private void route(String path, String name, byte[] bytes, Map<String, String> headers) {
    routes.add(new Route("GET", path, new Access.Open(), new WebFile(name, bytes, headers)));
  }

  private static byte[] placed(byte[] document, String assetPath) {
    return new String(document, StandardCharsets.UTF_8)
        .replace(PLACEHOLDER, assetPath)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
