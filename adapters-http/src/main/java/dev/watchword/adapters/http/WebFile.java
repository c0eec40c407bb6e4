package dev.watchword.adapters.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// One file as it is answered: plain, or packed for clients that take gzip. Thread-safe.
///
/// It is packed when first asked for, so that a start does not wait for all of them.
final class WebFile implements Route.Endpoint {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "webmanifest", "application/manifest+json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "yaml", "application/yaml");

  /// These are packed already.
  private static final Set<String> PACKED_ALREADY = Set.of("image/png");

  private final Answer plain;
  private final Map<String, String> headers;
  private volatile @Nullable Answer packed;

  WebFile(String name, byte[] bytes, Map<String, String> headers) {
    this.headers = new HashMap<>(headers);
    this.headers.put("Vary", "Accept-Encoding");
    this.plain = new Answer(200, contentType(name), bytes, this.headers);
  }

  private static String contentType(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("name: no type is known for " + name);
    }
    return type;
  }

  @Override
  public Answer answer(Exchange exchange) {
    boolean packs =
        exchange.header("Accept-Encoding").orElse("").contains("gzip")
            && !PACKED_ALREADY.contains(plain.contentType());
    return packs ? packed() : plain;
  }

  private Answer packed() {
    Answer known = packed;
    if (known == null) {
      Map<String, String> packedHeaders = new HashMap<>(headers);
      packedHeaders.put("Content-Encoding", "gzip");
      known = new Answer(200, plain.contentType(), gzip(plain.body()), packedHeaders);
      packed = known;
    }
    return known;
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
}
