package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.vault.EntryId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Holds every route, every answer and every documented status against `openapi.yaml`.
class ContractTest {

  private static final String MISSING = "00000000-0000-4000-8000-000000000000";
  private static final String ENTRY = "/api/v1/entries/{id}";

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String all = running.tokenForAll();

  @AfterEach
  void stop() {
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
  }

  private static boolean isPage(Route route) {
    return Set.of("/", "/docs").contains(route.template())
        || route.template().startsWith("/assets/");
  }

  /// One request, of which the answers under many conditions are looked at.
  ///
  /// @param body JSON, or null for none
  private record Operation(
      String method,
      String template,
      TokenScope scope,
      @org.jspecify.annotations.Nullable String body) {

    boolean ofEntry() {
      return template.contains("{id}");
    }
  }

  private static final Set<Operation> OPERATIONS =
      Set.of(
          new Operation("GET", "/api/v1/entries", TokenScope.ENTRIES_READ, null),
          new Operation(
              "POST",
              "/api/v1/entries",
              TokenScope.ENTRIES_WRITE,
              "{\"uri\":\"" + RunningServer.URI + "\"}"),
          new Operation("GET", ENTRY, TokenScope.ENTRIES_READ, null),
          new Operation("PATCH", ENTRY, TokenScope.ENTRIES_WRITE, "{\"note\":\"x\"}"),
          new Operation("DELETE", ENTRY, TokenScope.ENTRIES_WRITE, null),
          new Operation("POST", ENTRY + "/restore", TokenScope.ENTRIES_WRITE, null),
          new Operation("GET", ENTRY + "/code", TokenScope.CODES_READ, null),
          new Operation("POST", ENTRY + "/code", TokenScope.CODES_READ, null),
          new Operation("GET", ENTRY + "/recovery-codes", TokenScope.RECOVERY_READ, null),
          new Operation(
              "POST",
              ENTRY + "/recovery-codes",
              TokenScope.RECOVERY_WRITE,
              "{\"codes\":[\"AAAA-BBBB\",\"CCCC\"]}"),
          new Operation(
              "POST",
              ENTRY + "/recovery-codes/use",
              TokenScope.RECOVERY_WRITE,
              "{\"code\":\"AAAA-BBBB\"}"));

  private ContractClient.Call call(Operation operation, String id) {
    ContractClient.Call call =
        client.call(
            operation.method(), operation.template(), operation.template().replace("{id}", id));
    return operation.body() == null ? call : call.json(operation.body());
  }

  @Test
  void answersEveryOperationAsTheContractHasItUnderEveryConditionThatItNames() {
    ContractClient.SEEN.clear();
    openRoutes();
    scans();
    OPERATIONS.stream()
        .sorted(
            java.util.Comparator.comparing(Operation::template).thenComparing(Operation::method))
        .forEach(this::conditions);
    particular();
    limits();

    assertThat(ContractClient.SEEN)
        .containsExactlyInAnyOrderElementsOf(ContractClient.documented());
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
    for (String path : Set.of("/health/live", "/health/ready", "/openapi.yaml")) {
      client.call("GET", path, path + "?access_token=x").broken().expect(400);
    }
  }

  private void conditions(Operation operation) {
    String scoped = running.token(operation.scope());
    String id = operation.ofEntry() ? running.add(RunningServer.URI).toString() : "";
    if (operation.template().endsWith("/use")) {
      running.vault.addRecoveryCodes(EntryId.parse(id), java.util.List.of("AAAA-BBBB"));
    }
    call(operation, id).broken().expect(401);
    call(operation, id).token("wwt_nonsense").expect(401);
    Set<TokenScope> others = new TreeSet<>(Set.of(TokenScope.values()));
    others.remove(operation.scope());
    ContractClient.Reply refused =
        call(operation, id).token(running.token(others.toArray(TokenScope[]::new))).expect(403);
    assertThat(refused.json().get("scope").asText()).isEqualTo(operation.scope().text());
    running.unlocked = false;
    call(operation, id).token(scoped).expect(423);
    running.unlocked = true;
    running.tokens.broken = true;
    call(operation, id).token(scoped).expect(503);
    running.tokens.broken = false;
    client
        .call(
            operation.method(),
            operation.template(),
            operation.template().replace("{id}", id) + "?access_token=1")
        .broken()
        .token(scoped)
        .expect(400);
    if (operation.ofEntry()) {
      call(operation, MISSING).token(scoped).expect(404);
      call(operation, "nonsense").broken().token(scoped).expect(404);
    }
    if (operation.body() != null) {
      ContractClient.Call typed = call(operation, id).token(scoped).broken();
      typed
          .body("text/plain", "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
          .expect(415);
      call(operation, id).token(scoped).broken().json("[1]").expect(400);
      call(operation, id).token(scoped).broken().json("{\"unknown\":1}").expect(400);
      call(operation, id).token(scoped).broken().json(" ".repeat(65_537)).expect(413);
    }
    int good =
        switch (operation.method()) {
          case "DELETE" -> 204;
          case "POST" ->
              operation.template().endsWith("/use") ? 204 : operation.ofEntry() ? 200 : 201;
          default -> 200;
        };
    call(operation, id).token(scoped).expect(good);
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

  /// The rate limit, and faults, for every operation with a token.
  private void limits() {
    String id = running.add(RunningServer.URI).toString();
    String spent = running.tokenForAll();
    for (int i = 0; i < 600; i++) {
      client.call("GET", ENTRY, "/api/v1/entries/" + id).token(spent).expect(200);
    }
    for (Operation operation : OPERATIONS) {
      ContractClient.Reply reply = call(operation, id).token(spent).expect(429);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
    }
    client
        .call("POST", "/api/v1/scan")
        .token(spent)
        .body("image/png", WrittenPictures.picture())
        .expect(429);
    running.failing = true;
    for (Operation operation : OPERATIONS) {
      ContractClient.Reply reply = call(operation, id).token(all).expect(500);
      assertThat(reply.text()).doesNotContain("planted", "Exception", ".java");
    }
    client.call("GET", "/health/ready").expect(500);
    running.failing = false;
  }
}
