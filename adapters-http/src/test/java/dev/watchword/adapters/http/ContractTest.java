package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.custody.ToldEvent;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.Icon;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Holds every route, every answer and every documented status against `openapi.yaml`.
class ContractTest {

  private static final String MISSING = "00000000-0000-4000-8000-000000000000";
  private static final String ENTRY = "/api/v1/entries/{id}";

  private static final String ENROLMENT = "/api/v1/enrolments/{id}";
  private static final String FACTOR = "/api/v1/subscribers/{subscriber}";
  private static final String NOBODY = "/api/v1/subscribers/nobody";
  private static final String KEPT = "KEPT-CODE";
  private static final int SHOP_REQUESTS = 60;

  private final Credentials credentials = Credentials.collecting();
  private final RunningServer running =
      new RunningServer(
          ServerSettings.standard().withPort(0).withRelyingPartyRequestsPerMinute(SHOP_REQUESTS));
  private final ContractClient client = new ContractClient(running);
  private final String all = running.tokenForAll();
  private final String shop = running.relyingParty("shop");

  @AfterEach
  void stop() {
    credentials.close();
    running.close();
  }

  @Test
  void listsEveryRouteOfTheServerAndNoOther() {
    Set<String> routes =
        running.server.routes().all().stream()
            .filter(route -> !isPage(route))
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> contract =
        ContractClient.documented().stream()
            .map(each -> each.substring(0, each.lastIndexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(routes).isEqualTo(contract);
    assertThat(ContractClient.contract())
        .as("the events that webhooks are told")
        .contains("enum: [" + ToldEvent.names() + "]");
  }

  private static boolean isPage(Route route) {
    return Stream.of("/api/", "/health/", "/openapi.yaml", "/metrics")
        .noneMatch(route.template()::startsWith);
  }

  /// Where a request goes and what it carries, once there is something for it to work on.
  ///
  /// @param body JSON, or empty for none
  private record Target(String path, String body) {}

  /// One request, of which the answers under many conditions are looked at.
  ///
  /// @param target makes what the request needs
  /// @param good the status of the good answer
  /// @param missing a path that finds nothing; empty where that can't be
  private record Operation(
      String method,
      String template,
      TokenScope scope,
      Supplier<Target> target,
      int good,
      String missing) {}

  /// Those of the vault's side that came with its pages.
  private Stream<Operation> pageOperations() {
    String missing = "/api/v1/entries/" + MISSING;
    return Stream.of(
        op("GET", "/api/v1/codes", TokenScope.CODES_READ, target("/api/v1/codes", ""), 200, ""),
        op(
            "POST",
            "/api/v1/entries/batch",
            TokenScope.ENTRIES_WRITE,
            () ->
                new Target(
                    "/api/v1/entries/batch",
                    "{\"ids\":[\"%s\"],\"action\":\"pin\"}"
                        .formatted(running.add(RunningServer.URI))),
            200,
            ""),
        op(
            "GET",
            ENTRY + "/icon",
            TokenScope.ENTRIES_READ,
            () -> {
              EntryId id = running.add(RunningServer.URI);
              running.vault.changeIcon(id, Optional.of(new Icon(new byte[] {1})));
              return new Target("/api/v1/entries/" + id + "/icon", "");
            },
            200,
            missing + "/icon"),
        op(
            "DELETE",
            ENTRY + "/icon",
            TokenScope.ENTRIES_WRITE,
            entry("/icon", ""),
            204,
            missing + "/icon"));
  }

  private List<Operation> operations() {
    return Stream.concat(pageOperations(), otherOperations().stream()).toList();
  }

  private List<Operation> otherOperations() {
    String missingEntry = "/api/v1/entries/" + MISSING;
    String missingEnrolment = "/api/v1/enrolments/" + MISSING;
    return List.of(
        op(
            "GET",
            "/api/v1/entries",
            TokenScope.ENTRIES_READ,
            target("/api/v1/entries", ""),
            200,
            ""),
        op(
            "POST",
            "/api/v1/entries",
            TokenScope.ENTRIES_WRITE,
            target("/api/v1/entries", "{\"uri\":\"" + RunningServer.URI + "\"}"),
            201,
            ""),
        op("GET", ENTRY, TokenScope.ENTRIES_READ, entry("", ""), 200, missingEntry),
        op(
            "PATCH",
            ENTRY,
            TokenScope.ENTRIES_WRITE,
            entry("", "{\"note\":\"x\"}"),
            200,
            missingEntry),
        op("DELETE", ENTRY, TokenScope.ENTRIES_WRITE, entry("", ""), 204, missingEntry),
        op(
            "POST",
            ENTRY + "/restore",
            TokenScope.ENTRIES_WRITE,
            entry("/restore", ""),
            200,
            missingEntry + "/restore"),
        op(
            "GET",
            ENTRY + "/code",
            TokenScope.CODES_READ,
            entry("/code", ""),
            200,
            missingEntry + "/code"),
        op(
            "POST",
            ENTRY + "/code",
            TokenScope.CODES_READ,
            entry("/code", ""),
            200,
            missingEntry + "/code"),
        op(
            "GET",
            ENTRY + "/recovery-codes",
            TokenScope.RECOVERY_READ,
            entry("/recovery-codes", ""),
            200,
            missingEntry + "/recovery-codes"),
        op(
            "POST",
            ENTRY + "/recovery-codes",
            TokenScope.RECOVERY_WRITE,
            entry("/recovery-codes", "{\"codes\":[\"AAAA-BBBB\",\"CCCC\"]}"),
            200,
            missingEntry + "/recovery-codes"),
        op(
            "POST",
            ENTRY + "/recovery-codes/use",
            TokenScope.RECOVERY_WRITE,
            entry("/recovery-codes/use", "{\"code\":\"" + KEPT + "\"}"),
            204,
            missingEntry + "/recovery-codes/use"),
        op(
            "POST",
            "/api/v1/enrolments",
            TokenScope.VERIFIER_ENROL,
            target(
                "/api/v1/enrolments",
                "{\"subscriber\":\"x\",\"issuer\":\"Shop\",\"account\":\"ann\"}"),
            201,
            ""),
        op("GET", ENROLMENT, TokenScope.VERIFIER_ENROL, pending("", false), 200, missingEnrolment),
        op(
            "DELETE",
            ENROLMENT,
            TokenScope.VERIFIER_ENROL,
            pending("", false),
            204,
            missingEnrolment),
        op(
            "POST",
            ENROLMENT + "/confirm",
            TokenScope.VERIFIER_ENROL,
            pending("/confirm", true),
            200,
            "/api/v1/enrolments/nonsense/confirm"),
        op("GET", FACTOR, TokenScope.VERIFIER_MANAGE, bound("", e -> ""), 200, NOBODY),
        op("DELETE", FACTOR, TokenScope.VERIFIER_MANAGE, bound("", e -> ""), 204, NOBODY),
        op(
            "POST",
            FACTOR + "/verify",
            TokenScope.VERIFIER_VERIFY,
            bound("/verify", e -> code(e.code(0))),
            200,
            NOBODY + "/verify"),
        op(
            "POST",
            FACTOR + "/resync",
            TokenScope.VERIFIER_MANAGE,
            bound(
                "/resync",
                e -> "{\"first\":\"%s\",\"second\":\"%s\"}".formatted(e.code(5), e.code(6))),
            200,
            NOBODY + "/resync"),
        op(
            "POST",
            FACTOR + "/unlock",
            TokenScope.VERIFIER_MANAGE,
            bound("/unlock", e -> ""),
            204,
            NOBODY + "/unlock"),
        op(
            "POST",
            FACTOR + "/recovery-codes",
            TokenScope.VERIFIER_MANAGE,
            bound("/recovery-codes", e -> ""),
            201,
            NOBODY + "/recovery-codes"),
        op(
            "POST",
            FACTOR + "/recovery-codes/redeem",
            TokenScope.VERIFIER_VERIFY,
            bound("/recovery-codes/redeem", e -> code(recoveryCode(e))),
            200,
            NOBODY + "/recovery-codes/redeem"));
  }

  private static Operation op(
      String method,
      String template,
      TokenScope scope,
      Supplier<Target> target,
      int good,
      String missing) {
    return new Operation(method, template, scope, target, good, missing);
  }

  private static Supplier<Target> target(String path, String body) {
    return () -> new Target(path, body);
  }

  private Supplier<Target> entry(String rest, String body) {
    return () -> {
      EntryId id = running.add(RunningServer.URI);
      running.vault.addRecoveryCodes(id, List.of(KEPT));
      return new Target("/api/v1/entries/" + id + rest, body);
    };
  }

  private Supplier<Target> pending(String rest, boolean withCode) {
    return () -> {
      Enrolled enrolled = Enrolled.pending(running);
      return new Target(
          "/api/v1/enrolments/" + enrolled.id() + rest, withCode ? code(enrolled.code(0)) : "");
    };
  }

  private Supplier<Target> bound(String rest, Function<Enrolled, String> body) {
    return () -> {
      Enrolled enrolled = Enrolled.active(running);
      return new Target(
          "/api/v1/subscribers/" + enrolled.subscriber() + rest, body.apply(enrolled));
    };
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  private String recoveryCode(Enrolled enrolled) {
    return client
        .call(
            "POST",
            FACTOR + "/recovery-codes",
            "/api/v1/subscribers/" + enrolled.subscriber() + "/recovery-codes")
        .token(shop)
        .expect(201)
        .json()
        .get("codes")
        .get(0)
        .asText();
  }

  private ContractClient.Call call(Operation operation, Target target) {
    ContractClient.Call call = client.call(operation.method(), operation.template(), target.path());
    return target.body().isEmpty() ? call : call.json(target.body());
  }

  @Test
  void answersEveryOperationAsTheContractHasItUnderEveryConditionThatItNames() { // LO-01
    ContractClient.SEEN.clear();
    openRoutes();
    scans();
    imports();
    new VaultPagesContract(running, client).walk();
    operations().forEach(this::conditions);
    particular();
    verifierInParticular();
    limits();

    assertThat(credentials.count()).isGreaterThan(100);
    String metrics = client.call("GET", "/metrics").expect(200).text();
    assertThat(credentials.leaked(running.verifierStore.auditLog(), metrics)).isEmpty();
    Set<String> documented = new TreeSet<>(ContractClient.documented());
    documented.removeIf(ContractClient::isOfPeople); // PeopleContractTest
    Set<String> unseen = new TreeSet<>(documented);
    unseen.removeAll(ContractClient.SEEN);
    Set<String> undocumented = new TreeSet<>(ContractClient.SEEN);
    undocumented.removeAll(documented);
    assertThat(unseen).as("documented, and never answered").isEmpty();
    assertThat(undocumented).as("answered, and not documented").isEmpty();
  }

  private void openRoutes() {
    assertThat(client.call("GET", "/health/live").expect(200).json().get("status").asText())
        .isEqualTo("live");
    assertThat(client.call("GET", "/health/ready").expect(200).json().get("vault").asText())
        .isEqualTo("open");
    running.unlocked = false;
    assertThat(client.call("GET", "/health/ready").expect(200).json().get("vault").asText())
        .isEqualTo("locked");
    running.unlocked = true;
    running.tokens.broken = true;
    client.call("GET", "/health/ready").expect(503);
    running.tokens.broken = false;
    assertThat(client.call("GET", "/openapi.yaml").expect(200).text())
        .isEqualTo(ContractClient.contract());
    assertThat(client.call("GET", "/metrics").expect(200).text()).contains("jvm_");
    client.call("GET", "/metrics").header("Via", "1.1 proxy").broken().expect(403);
    for (String path : Set.of("/health/live", "/health/ready", "/metrics", "/openapi.yaml")) {
      client.call("GET", path, path + "?access_token=x").broken().expect(400);
    }
  }

  private void conditions(Operation operation) {
    String scoped = running.token(operation.scope());
    Target target = operation.target().get();
    call(operation, target).broken().expect(401);
    call(operation, target).token("wwt_nonsense").expect(401);
    TokenScope[] others =
        RunningServer.scopes(operation.scope().ofVerifier()).stream()
            .filter(scope -> scope != operation.scope())
            .toArray(TokenScope[]::new);
    for (String lacking :
        List.of(
            running.token(others),
            operation.scope().ofVerifier() ? all : running.relyingParty("shop"))) {
      ContractClient.Reply refused = call(operation, target).token(lacking).expect(403);
      assertThat(refused.json().get("scope").asText()).isEqualTo(operation.scope().text());
    }
    running.unlocked = false;
    call(operation, target).token(scoped).expect(423);
    running.unlocked = true;
    running.tokens.broken = true;
    call(operation, target).token(scoped).expect(503);
    running.tokens.broken = false;
    client
        .call(operation.method(), operation.template(), target.path() + "?access_token=1")
        .broken()
        .token(scoped)
        .expect(400);
    if (!operation.missing().isEmpty()) {
      call(operation, new Target(operation.missing(), target.body()))
          .broken()
          .token(scoped)
          .expect(404);
      call(
              operation,
              new Target(
                  operation.missing().replace(MISSING, "nonsense").replace("nobody", "%00"),
                  target.body()))
          .broken()
          .token(scoped)
          .expect(404);
    }
    if (!target.body().isEmpty()) {
      call(operation, target)
          .token(scoped)
          .broken()
          .body("text/plain", "{}".getBytes(StandardCharsets.US_ASCII))
          .expect(415);
      call(operation, target).token(scoped).broken().json("[1]").expect(400);
      call(operation, target).token(scoped).broken().json("{\"unknown\":1}").expect(400);
      call(operation, target).token(scoped).broken().json(" ".repeat(65_537)).expect(413);
    }
    call(operation, target).token(scoped).expect(operation.good());
  }

  private void particular() {
    String id = running.add(RunningServer.URI).toString();
    String counter =
        running.add("otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&counter=3").toString();
    String pinless = running.add("motp://Work:ada?secret=0123456789abcdef").toString();
    client
        .call("GET", ENTRY + "/code", "/api/v1/entries/" + counter + "/code")
        .token(all)
        .expect(409);
    client
        .call("POST", ENTRY + "/code", "/api/v1/entries/" + counter + "/code")
        .token(all)
        .expect(200);
    client
        .call("POST", ENTRY + "/code", "/api/v1/entries/" + pinless + "/code")
        .token(all)
        .expect(409);
    client.call("GET", "/api/v1/codes?ids=x").broken().token(all).expect(422);
    client
        .call("POST", "/api/v1/entries/batch")
        .broken()
        .token(all)
        .json("{\"ids\":[\"" + MISSING + "\"],\"action\":\"pin\"}")
        .expect(404);
    client
        .call("POST", "/api/v1/entries/batch")
        .broken()
        .token(all)
        .json("{\"ids\":[],\"action\":\"pin\"}")
        .expect(422);
    client.call("GET", "/api/v1/entries?limit=0").broken().token(all).expect(422);
    client.call("GET", "/api/v1/entries?limit=1&q=openai&trashed=false").token(all).expect(200);
    client.call("POST", "/api/v1/entries").token(all).json("{\"secret\":\"1\"}").expect(422);
    client
        .call("PATCH", ENTRY, "/api/v1/entries/" + id)
        .token(all)
        .broken()
        .json("{\"issuer\":\"" + "x".repeat(257) + "\"}")
        .expect(422);
    String codes = "/api/v1/entries/" + id + "/recovery-codes";
    client
        .call("POST", ENTRY + "/recovery-codes", codes)
        .token(all)
        .broken()
        .json("{\"codes\":[]}")
        .expect(422);
    client
        .call("POST", ENTRY + "/recovery-codes", codes)
        .token(all)
        .json("{\"codes\":[\"A\"]}")
        .expect(200);
    client
        .call("POST", ENTRY + "/recovery-codes/use", codes + "/use")
        .token(all)
        .json("{\"code\":\"B\"}")
        .expect(422);
    client
        .call("POST", ENTRY + "/recovery-codes/use", codes + "/use")
        .token(all)
        .json("{\"code\":\"A\"}")
        .expect(204);
    client
        .call("POST", ENTRY + "/recovery-codes/use", codes + "/use")
        .token(all)
        .json("{\"code\":\"A\"}")
        .expect(409);
  }

  private void scans() {
    String scan = "/api/v1/scan";
    byte[] picture = WrittenPictures.picture(RunningServer.URI, "WIFI:S:x;;");
    assertThat(
            client
                .call("POST", scan)
                .token(all)
                .body("image/png", picture)
                .expect(200)
                .json()
                .get("codes"))
        .hasSize(2);
    client.call("POST", scan).broken().body("image/png", picture).expect(401);
    client
        .call("POST", scan)
        .token(running.token(TokenScope.CODES_READ))
        .body("image/png", picture)
        .expect(403);
    client.call("POST", scan).token(all).broken().body("image/png", new byte[0]).expect(400);
    client.call("POST", scan).token(all).broken().body("text/plain", picture).expect(415);
    client
        .call("POST", scan, scan + "?preview=maybe")
        .token(all)
        .broken()
        .body("image/png", picture)
        .expect(422);
    client
        .call("POST", scan)
        .token(all)
        .body("image/png", new byte[DecodeLimits.STANDARD.maxBytes() + 1])
        .expect(413);
    running.tokens.broken = true;
    client.call("POST", scan).token(all).body("image/png", picture).expect(503);
    running.tokens.broken = false;
    client
        .call("POST", scan)
        .token(all)
        .body("image/png", WrittenPictures.picture("bug"))
        .expect(500);
  }

  private void imports() {
    String path = "/api/v1/import";
    byte[] backup = "fake\nShop:ann MFRGGZDF\n".getBytes(StandardCharsets.US_ASCII);
    String type = "application/octet-stream";
    client.call("POST", path).token(all).body(type, backup).expect(200);
    client.call("POST", path, path + "?dryRun=true").token(all).body(type, backup).expect(200);
    client.call("POST", path).broken().body(type, backup).expect(401);
    client
        .call("POST", path)
        .token(running.token(TokenScope.ENTRIES_READ))
        .body(type, backup)
        .expect(403);
    client.call("POST", path).token(all).broken().body(type, new byte[0]).expect(400);
    client.call("POST", path).token(all).broken().body("audio/ogg", backup).expect(415);
    client.call("POST", path, path + "?format=none").token(all).body(type, backup).expect(422);
    client
        .call("POST", path)
        .token(all)
        .body(type, new byte[ImportUpload.MAX_BODY_BYTES + 1])
        .expect(413);
    running.unlocked = false;
    client.call("POST", path).token(all).body(type, backup).expect(423);
    running.unlocked = true;
    running.tokens.broken = true;
    client.call("POST", path).token(all).body(type, backup).expect(503);
    running.tokens.broken = false;
  }

  private void verifierInParticular() {
    String begin = "/api/v1/enrolments";
    String request = "{\"subscriber\":\"a/b ö\",\"issuer\":\"Shop\",\"account\":\"ann\"";
    client.call("POST", begin).token(shop).json(request + "}").expect(201);
    client.call("POST", begin).token(shop).json(request + "}").expect(200);
    client.call("POST", begin).token(shop).broken().json(request + ",\"digits\":7}").expect(422);

    Enrolled pending = Enrolled.pending(running);
    for (int triesLeft = 4; triesLeft > 0; triesLeft--) {
      assertThat(confirm(pending.id(), pending.wrong()).expect(403).json().get("triesLeft").asInt())
          .isEqualTo(triesLeft);
    }
    assertThat(confirm(pending.id(), pending.wrong()).expect(410).problem())
        .isEqualTo("enrolment-gone");
    confirm(MISSING, "123456").expect(410);
    client
        .call("POST", ENROLMENT + "/confirm", begin + "/" + MISSING + "/confirm")
        .token(shop)
        .broken()
        .json("{\"code\":123456}")
        .expect(422);

    Enrolled bound = Enrolled.active(running);
    factor(bound, "/verify").json("{\"code\":\"123456\",\"purpose\":\"confirm\"}").expect(422);
    factor(bound, "/verify").json(code(bound.wrong())).expect(429);
    factor(bound, "/resync").broken().json("{\"first\":\"123456\"}").expect(422);
    factor(bound, "/recovery-codes/redeem").broken().json("{\"code\":1}").expect(422);
  }

  private ContractClient.Call confirm(String id, String code) {
    return client
        .call("POST", ENROLMENT + "/confirm", "/api/v1/enrolments/" + id + "/confirm")
        .token(shop)
        .json(code(code));
  }

  private ContractClient.Call factor(Enrolled enrolled, String rest) {
    return client
        .call("POST", FACTOR + rest, "/api/v1/subscribers/" + enrolled.subscriber() + rest)
        .token(shop);
  }

  /// The rate limit, and faults, for every operation with a token.
  private void limits() {
    Map<Operation, Target> targets = new LinkedHashMap<>();
    operations().forEach(operation -> targets.put(operation, operation.target().get()));
    String spent = running.tokenForAll();
    String spentShop = running.relyingParty("shop");
    for (int i = 0; i < 600; i++) {
      client.call("GET", "/api/v1/entries", "/api/v1/entries?limit=1").token(spent).expect(200);
    }
    for (int i = 0; i < SHOP_REQUESTS; i++) {
      client.call("GET", ENROLMENT, "/api/v1/enrolments/" + MISSING).token(spentShop).expect(404);
    }
    targets.forEach((operation, target) -> {
      boolean ofVerifier = operation.scope().ofVerifier();
      ContractClient.Reply reply =
          call(operation, target).token(ofVerifier ? spentShop : spent).expect(429);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
    });
    client
        .call("POST", "/api/v1/scan")
        .token(spent)
        .body("image/png", WrittenPictures.picture())
        .expect(429);
    byte[] backup = "fake\n".getBytes(StandardCharsets.US_ASCII);
    client.call("POST", "/api/v1/import").token(spent).body("text/plain", backup).expect(429);
    new VaultPagesContract(running, client).limits(spent);
    running.failing = true;
    new VaultPagesContract(running, client).faults(running.tokenForAll());
    client
        .call("POST", "/api/v1/import")
        .token(running.tokenForAll())
        .body("text/plain", backup)
        .expect(500);
    targets.forEach((operation, target) -> {
      String token = operation.scope().ofVerifier() ? running.relyingParty("shop") : all;
      ContractClient.Reply reply = call(operation, target).token(token).expect(500);
      assertThat(reply.text()).doesNotContain("planted", "Exception", ".java");
    });
    client.call("GET", "/health/ready").expect(500);
    running.failing = false;
  }
}
