package dev.watchword.adapters.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The marks of well-known sites, as drawn by Simple Icons (CC0), in `brands.tsv`: bundled, and
/// never fetched (SECURITY UP-08). Read when first needed. Thread-safe.
final class BrandIcons {

  /// One mark.
  ///
  /// @param slug its name in the set, `openai`
  /// @param colour the brand's, `#rrggbb`
  /// @param path the drawing on a ground of 24 by 24, as SVG writes paths
  record Brand(String slug, String colour, String path) {

    byte[] svg() {
      return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path fill=\""
              + colour
              + "\" d=\""
              + path
              + "\"/></svg>\n")
          .getBytes(StandardCharsets.US_ASCII);
    }
  }

  /// @param version names the whole set in its path
  /// @param bySlug every mark
  /// @param byName every mark by each of its names, see [#key]
  private record Loaded(String version, Map<String, Brand> bySlug, Map<String, Brand> byName) {}

  private static final String FOLDER = "/assets/brands/";
  private static final Map<String, String> HEADERS =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  /// Ends of names that say nothing of whose site it is.
  private static final List<String> ENDINGS = List.of("com", "org", "net", "io", "inc", "app");

  private volatile @Nullable Loaded loaded;

  Stream<Route> routes() {
    return Stream.of(
        new Route("GET", FOLDER + "{version}/{file}", new Access.Open(), this::drawing));
  }

  private Answer drawing(Exchange exchange) {
    Loaded set = loaded();
    String file = exchange.path("file");
    Brand brand =
        file.endsWith(".svg") ? set.bySlug.get(file.substring(0, file.length() - 4)) : null;
    if (brand == null || !exchange.path("version").equals(set.version)) {
      throw Problem.notFound().asException();
    }
    return new Answer(200, "image/svg+xml", brand.svg(), HEADERS);
  }

  /// Where a mark is answered.
  String path(Brand brand) {
    return FOLDER + loaded().version + "/" + brand.slug + ".svg";
  }

  /// The mark of an issuer, found by its name: in full, without an ending such as `.com`, or by the
  /// name before a bracket, comma or dash.
  Optional<Brand> of(String issuer) {
    if (issuer.isBlank()) {
      return Optional.empty();
    }
    Map<String, Brand> names = loaded().byName;
    return Stream.of(key(issuer), key(issuer.split("[(\\[,|:/–—]| - ", 2)[0]))
        .flatMap(key -> Stream.concat(Stream.of(key), withoutEnding(key)))
        .map(names::get)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static Stream<String> withoutEnding(String key) {
    return ENDINGS.stream()
        .filter(key::endsWith)
        .map(ending -> key.substring(0, key.length() - ending.length()));
  }

  /// A name as it is compared: letters and digits alone, without case and accents.
  static String key(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder key = new StringBuilder();
    plain.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
    return key.toString();
  }

  private Loaded loaded() {
    Loaded set = loaded;
    if (set == null) {
      set = load();
      loaded = set;
    }
    return set;
  }

  /// Each line: slug, colour, names with `|` between them, path; with tabs between.
  private static Loaded load() {
    Map<String, Brand> bySlug = new HashMap<>();
    Map<String, Brand> byName = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(WebFolder.openBeside("brands.tsv"), StandardCharsets.UTF_8))) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sha256.update(line.getBytes(StandardCharsets.UTF_8));
        String[] fields = line.split("\t", -1);
        Brand brand = new Brand(fields[0], fields[1], fields[3]);
        bySlug.put(brand.slug, brand);
        byName.putIfAbsent(key(brand.slug), brand);
        for (String name : fields[2].split("\\|", -1)) {
          byName.put(key(name), brand);
        }
      }
      return new Loaded(HexFormat.of().formatHex(sha256.digest(), 0, 8), bySlug, byName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
