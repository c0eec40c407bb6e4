package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.watchword.core.access.Permission;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Plays the API to a page: a signed-in owner and entries whose codes tell the step that they are
/// of, so that a test of a page needs no vault and can make ten thousand entries.
final class PlayedApi {

  static final Duration PERIOD = Duration.ofSeconds(30);

  final List<Map<String, Object>> entries = new ArrayList<>();
  final List<String> calls = new ArrayList<>();

  /// How far the server's clock is ahead of this machine's.
  volatile Duration ahead = Duration.ZERO;

  volatile boolean reachable = true;
  volatile boolean signedIn = true;
  volatile boolean stepUpNeeded;
  volatile String language = "en";

  /// How long a page waits before it listens for events again; each time it is told of a change.
  volatile Duration eventsAgain = Duration.ofMinutes(10);

  /// What the person may not do.
  final Set<String> refused = new HashSet<>();

  /// What a scan of any picture answers, besides the codes' times.
  volatile List<Map<String, Object>> found = List.of();

  /// The bodies of scans, in order.
  final List<byte[]> pictures = new ArrayList<>();

  private final ObjectMapper json = new ObjectMapper();
  private int counter = 7;

  Map<String, Object> add(String issuer, String account, String type, String... tags) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", "00000000-0000-4000-8000-%012d".formatted(entries.size() + 1));
    entry.put("issuer", issuer);
    entry.put("account", account);
    entry.put("type", type);
    entry.put("digits", 6);
    entry.put("algorithm", "HMAC_SHA1");
    if (type.equals("totp")) {
      entry.put("periodSeconds", 30);
    }
    entry.put("tags", List.of(tags));
    entry.put("note", "");
    entry.put("pinned", false);
    entry.put("createdAt", "2026-03-01T09:00:00Z");
    entries.add(entry);
    return entry;
  }

  /// The time by the server's clock.
  Instant now() {
    return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
  }

  /// The code of an entry at a moment.
  static String code(String id, Instant at) {
    long step = at.getEpochSecond() / PERIOD.toSeconds();
    return "%06d".formatted((step * 7919 + Long.parseLong(id.substring(24)) * 104_729) % 1_000_000);
  }

  String code(int index) {
    return code((String) entries.get(index).get("id"), now());
  }

  void playTo(BrowserContext context) {
    context.route("**/api/v1/**", this::answer);
  }

  private void answer(Route route) {
    Request request = route.request();
    URI uri = URI.create(request.url());
    String path = uri.getPath().substring("/api/v1".length());
    calls.add(request.method() + " " + path);
    if (!reachable) {
      route.abort("internetdisconnected");
      return;
    }
    if (path.equals("/events")) {
      route.fulfill(
          new Route.FulfillOptions()
              .setStatus(200)
              .setContentType("text/event-stream")
              .setBody("retry: " + eventsAgain.toMillis() + "\nevent: entries\ndata: {}\n\n"));
      return;
    }
    try {
      Answered answered = answer(request, path, query(uri));
      route.fulfill(
          new Route.FulfillOptions()
              .setStatus(answered.status)
              .setContentType(
                  answered.status < 400 ? "application/json" : "application/problem+json")
              .setBody(json.writeValueAsString(answered.body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Answered(int status, Object body) {}

  private static Answered problem(int status, String code) {
    return new Answered(
        status, Map.of("type", "urn:watchword:problem:" + code, "title", code, "status", status));
  }

  private Answered answer(Request request, String path, Map<String, String> query)
      throws JsonProcessingException {
    if (path.equals("/setup")) {
      return new Answered(200, Map.of("state", "ready", "vault", true));
    }
    if (!signedIn) {
      return problem(401, "unauthenticated");
    }
    JsonNode body =
        Optional.ofNullable(request.postData())
            .filter(text -> text.startsWith("{"))
            .map(this::parsed)
            .orElse(null);
    return switch (request.method() + " " + path.replaceAll("[0-9a-f-]{36}", "{id}")) {
      case "GET /session" -> new Answered(200, session());
      case "GET /entries" -> new Answered(200, page(query));
      case "GET /codes" -> new Answered(200, codes(query.get("ids")));
      case "POST /entries/{id}/code" ->
          new Answered(
              200,
              Map.of(
                  "serverTime",
                  now().toString(),
                  "current",
                  Map.of("value", "%06d".formatted(counter++ * 111_111 % 1_000_000))));
      case "PATCH /entries/{id}" -> new Answered(200, changed(find(path), body));
      case "DELETE /entries/{id}" -> {
        find(path).put("trashedAt", now().toString());
        yield new Answered(200, Map.of());
      }
      case "POST /entries/{id}/restore" -> {
        find(path).remove("trashedAt");
        yield new Answered(200, find(path));
      }
      case "POST /entries/batch" -> {
        body.get("ids")
            .forEach(id -> batch(find("/entries/" + id.asText()), body.get("action").asText()));
        yield new Answered(200, Map.of("changed", body.get("ids").size()));
      }
      case "GET /entries/{id}/recovery-codes" ->
          new Answered(
              200,
              Map.of(
                  "codes",
                  List.of(
                      Map.of("code", "4F7K-9QPL"),
                      Map.of("code", "M2XW-7TRA", "usedAt", "2026-05-02T10:00:00Z"))));
      case "POST /entries/{id}/reveal" ->
          stepUpNeeded
              ? problem(403, "step-up-needed")
              : new Answered(
                  200,
                  Map.of(
                      "setupKey",
                      "GEZD GNBV GY3T QOJQ",
                      "uri",
                      "otpauth://totp/x",
                      "qrPng",
                      Base64.getEncoder().encodeToString(PixelPictures.blank())));
      case "POST /scan" -> {
        pictures.add(request.postDataBuffer());
        yield new Answered(
            200,
            Map.of(
                "serverTime",
                now().toString(),
                "codes",
                found.stream().map(this::live).toList(),
                "diagnoses",
                List.of()));
      }
      case "POST /entries/preview" -> new Answered(200, live(found.getFirst()));
      case "POST /scan/entries" -> new Answered(201, add("kept", request.postData(), "totp"));
      case "POST /entries" ->
          new Answered(201, add(body.get("issuer").asText(), body.get("account").asText(), "totp"));
      default -> problem(404, "not-found");
    };
  }

  private Map<String, Object> live(Map<String, Object> otp) {
    Instant now = now();
    Instant from = Instant.ofEpochSecond(now.getEpochSecond() / 30 * 30);
    Map<String, Object> code = new LinkedHashMap<>(otp);
    code.put("kind", "otp");
    code.put("type", "totp");
    code.put("serverTime", now.toString());
    code.put(
        "current",
        Map.of(
            "value",
            "123456",
            "validFrom",
            from.toString(),
            "validUntil",
            from.plus(PERIOD).toString()));
    code.put(
        "next",
        Map.of(
            "value",
            "654321",
            "validFrom",
            from.plus(PERIOD).toString(),
            "validUntil",
            from.plus(PERIOD).plus(PERIOD).toString()));
    return code;
  }

  private JsonNode parsed(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> find(String path) {
    String id = path.split("/")[2];
    return entries.stream().filter(entry -> entry.get("id").equals(id)).findFirst().orElseThrow();
  }

  private void batch(Map<String, Object> entry, String action) {
    switch (action) {
      case "trash" -> entry.put("trashedAt", now().toString());
      case "restore" -> entry.remove("trashedAt");
      case "purge" -> entries.remove(entry);
      default -> entry.put("pinned", action.equals("pin"));
    }
  }

  private Map<String, Object> changed(Map<String, Object> entry, JsonNode changes) {
    changes
        .fields()
        .forEachRemaining(change ->
            entry.put(change.getKey(), json.convertValue(change.getValue(), Object.class)));
    return entry;
  }

  private Map<String, Object> session() {
    return Map.of(
        "state",
        "full",
        "csrf",
        "t",
        "serverTime",
        now().toString(),
        "idleSeconds",
        1800,
        "person",
        Map.of(
            "id",
            "1",
            "name",
            "ada",
            "displayName",
            "Ada Lovelace",
            "role",
            "owner",
            "language",
            language),
        "permissions",
        Stream.of(Permission.values())
            .map(Permission::name)
            .filter(name -> !refused.contains(name))
            .toList());
  }

  private Map<String, Object> page(Map<String, String> query) {
    int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
    int limit = Integer.parseInt(query.getOrDefault("limit", "100"));
    boolean trashed = query.getOrDefault("trashed", "false").equals("true");
    List<Map<String, Object>> all =
        entries.stream().filter(entry -> entry.containsKey("trashedAt") == trashed).toList();
    int to = Math.min(all.size(), offset + limit);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("total", all.size());
    if (to < all.size()) {
      page.put("nextOffset", to);
    }
    page.put("entries", all.subList(Math.min(offset, to), to));
    return page;
  }

  private Map<String, Object> codes(String ids) {
    Instant now = now();
    Instant from = Instant.ofEpochSecond(now.getEpochSecond() / 30 * 30);
    Instant until = from.plus(PERIOD);
    return Map.of(
        "serverTime", now.toString(),
        "codes",
            Arrays.stream(ids.split(","))
                .map(id ->
                    Map.of(
                        "id",
                        id,
                        "code",
                        code(id, now),
                        "validFrom",
                        from.toString(),
                        "validUntil",
                        until.toString(),
                        "next",
                        Map.of(
                            "code", code(id, until), "validUntil", until.plus(PERIOD).toString())))
                .toList());
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new LinkedHashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
