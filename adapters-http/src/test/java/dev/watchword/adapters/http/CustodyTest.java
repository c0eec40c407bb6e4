package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Custody over HTTP: the owner, an operator, a viewer, an auditor and a customer without an
/// account.
class CustodyTest {

  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  private static final String URI = "otpauth://totp/OpenAI:ann?issuer=OpenAI&secret=" + SECRET;
  private static final String RECOVERY = "CANARY-RECOVERY-1";

  private final PeopleServer server = new PeopleServer().setUp();
  private final Browser owner = server.signedIn("ada");
  private final String operatorId = server.person("otto", Role.OPERATOR).id().toString();
  private final Browser operator = server.signedIn("otto");

  @BeforeEach
  void enrol() {
    server.enrol(operator);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Browser.Reply link(String more) {
    return owner.json(
        "POST",
        "/custody/links",
        """
        {"customer":"Ann","expectedIssuer":"OpenAI","purpose":"top up","heldUntil":"%s"%s}\
        """
            .formatted(server.now().plus(Duration.ofDays(7)), more));
  }

  private String linkToken(String more) {
    return fragment(link(more).must(201), "/hand-over#");
  }

  private static String fragment(Browser.Reply reply, String before) {
    String url = reply.text("url");
    assertThat(url).startsWith(before);
    return url.substring(before.length());
  }

  private Browser customer(String token) {
    return server.browser().with("X-Watchword-Link", token);
  }

  private static Browser.Reply upload(Browser browser, String path, String... payloads) {
    return browser.send(
        "POST", path, Optional.of("GIF\nWRITTEN\n" + String.join("\n", payloads)), "image/gif");
  }

  private String forOperator() {
    return ",\"grantees\":[\"person:" + operatorId + "\"]";
  }

  /// A handed-over account: its id, and who holds its receipt.
  private record Given(String id, Browser customer) {}

  private Given given(String more) {
    Browser.Reply done = upload(customer(linkToken(more)), "/hand-over", URI).must(201);
    return new Given(
        done.text("id"), server.browser().with("X-Watchword-Receipt", fragment(done, "/receipt#")));
  }

  private static void addRecoveryCode(Given given) {
    given
        .customer()
        .json(
            "POST",
            "/receipt/recovery-codes",
            "{\"heldId\":\"%s\",\"codes\":[\"%s\"]}".formatted(given.id(), RECOVERY))
        .must(200);
  }

  @Test
  void tellsTheWholeStory() {
    Browser customer = customer(linkToken(forOperator()));
    assertThat(customer.get("/hand-over").must(200).text("expectedIssuer")).isEqualTo("OpenAI");
    Browser.Reply preview = upload(customer, "/hand-over/scan", URI).must(200);
    assertThat(preview.body()).contains("\"issuerExpected\":true").doesNotContain(SECRET);
    assertThat(upload(customer, "/hand-over/scan", URI.replace("OpenAI", "Other")).body())
        .contains("\"issuerExpected\":false");

    Browser.Reply done = upload(customer, "/hand-over", URI).must(201);
    Browser holder = server.browser().with("X-Watchword-Receipt", fragment(done, "/receipt#"));
    assertThat(customer.get("/hand-over").must(404).problem()).isEqualTo("no-such-link");
    assertThat(upload(customer, "/hand-over", URI).must(404).problem()).isEqualTo("no-such-link");

    String id = operator.get("/custody/held").must(200).text("id");
    Browser.Reply code =
        operator.post("/custody/held/" + id + "/code", "reason", "sign in").must(200);
    assertThat(code.text("value")).isEqualTo(server.code(PeopleServer.key(URI)));
    assertThat(holder.get("/receipt").must(200).body())
        .contains("code-read", "otto", "sign in")
        .doesNotContain(SECRET, code.text("value"));

    addRecoveryCode(new Given(id, holder));
    assertThat(
            operator
                .post("/custody/held/" + id + "/recovery-codes/next", "reason", "locked out")
                .must(200)
                .text("code"))
        .isEqualTo(RECOVERY);
    assertThat(holder.get("/receipt").body()).contains("recovery-code-read");

    Browser.Reply proof = holder.post("/receipt/end").must(200);
    assertThat(proof.body()).contains("\"auditSeq\":");
    assertThat(holder.get("/receipt/chain").must(200).body())
        .startsWith("watchword receipt ")
        .contains("\n" + proof.text("head") + " {", "ended-by-customer");
    operator.post("/custody/held/" + id + "/code", "reason", "x").must(404);
    assertThat(operator.get("/custody/held").body()).contains("\"held\":[]");
    holder.post("/receipt/end").must(409);
  }

  @Test
  void answersEveryLinkThatDoesNotCountAlikeAndThrottlesGuesses() { // TH-09
    Set<String> answers = new TreeSet<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      String guess = i % 2 == 0 ? "wwl_" + "A".repeat(58) : "guess" + i;
      long start = System.nanoTime();
      Browser.Reply reply = customer(guess).get("/hand-over");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      statuses.merge(reply.status(), 1, Integer::sum);
      if (reply.status() == 404) {
        assertThat(took).isGreaterThanOrEqualTo(CustomerGate.EVEN); // SE-15
        answers.add(reply.body().replaceAll("\"requestId\":\"[^\"]*\"", ""));
      }
    }
    assertThat(statuses.keySet()).containsExactlyInAnyOrder(404, 429);
    assertThat(statuses.get(404)).isLessThanOrEqualTo(10);
    assertThat(answers).hasSize(1);
  }

  @Test
  void leavesALinkUnusedWhereThereIsNoAccountOrTooMany() {
    Browser customer = customer(linkToken(""));
    assertThat(upload(customer, "/hand-over", "https://example.test").must(422).problem())
        .isEqualTo("no-account");
    assertThat(upload(customer, "/hand-over", URI, URI.replace("ann", "bea")).must(422).problem())
        .isEqualTo("too-many");
    customer.get("/hand-over").must(200);
  }

  @Test
  void asksForThePinFirst() {
    Browser customer = customer(linkToken(",\"pin\":\"4711\""));
    Browser.Reply asked = customer.get("/hand-over").must(403);
    assertThat(asked.problem()).isEqualTo("pin-needed");
    assertThat(asked.body()).doesNotContain("Ann");
    customer.with("X-Watchword-Pin", "1234").get("/hand-over").must(403);
    customer.with("X-Watchword-Pin", "4711").get("/hand-over").must(200);
  }

  @Test
  void letsTheOwnerGrantRevokeAndEndAndNobodyElse() { // AZ-01
    Given given = given("");
    String code = "/custody/held/" + given.id() + "/code";
    operator.post(code).must(404);
    String grant =
        "{\"heldId\":\"%s\",\"grantee\":\"person:%s\",\"notAfter\":\"%s\",\"maxReadings\":1}"
            .formatted(given.id(), operatorId, server.now().plusSeconds(3600));
    operator.json("POST", "/custody/grants", grant).must(403);
    String grantId = owner.json("POST", "/custody/grants", grant).must(201).text("id");
    operator.post(code).must(200);
    assertThat(operator.post(code).must(409).problem()).isEqualTo("used-up");
    owner.delete("/custody/grants/" + grantId).must(204);
    operator.post(code).must(404);
    operator.post("/custody/held/" + given.id() + "/end").must(403);
    server.advance(Duration.ofMinutes(6));
    assertThat(owner.post("/custody/held/" + given.id() + "/end").must(403).problem())
        .isEqualTo("step-up-needed"); // AZ-08
  }

  @Test
  void givesNobodyASecretByAnyRoute() { // AZ-01, AZ-08, AZ-12, LO-01
    Given given = given(forOperator() + ",\"reasonRequired\":true");
    addRecoveryCode(given);
    Map<String, Browser> people = new TreeMap<>();
    for (Role role : List.of(Role.VIEWER, Role.AUDITOR)) {
      server.person(role.text(), role);
      people.put(role.text(), server.signedIn(role.text()));
      server.enrol(people.get(role.text()));
    }
    people.put("owner", owner);
    people.put("operator", operator);
    people.put("anonymous", server.browser());
    people.put("customer", given.customer());
    byte[][] raw = new byte[1][];
    PeopleServer.key(URI).secret().exposeTo(bytes -> raw[0] = bytes.clone());
    List<String> canaries =
        List.of(
            SECRET,
            SECRET.toLowerCase(Locale.ROOT),
            HexFormat.of().formatHex(raw[0]),
            Base64.getEncoder().encodeToString(raw[0]),
            RECOVERY);
    List<String> leaks = new ArrayList<>();
    int asked = 0;
    for (Route route : server.server.routes().all()) {
      if (!route.template().startsWith("/api/v1/") || endsTheTest(route.template())) {
        continue;
      }
      String path = route.template().substring(7).replaceAll("\\{[a-z]+}", given.id());
      for (var person : people.entrySet()) {
        for (String body :
            List.of("", "{}", "{\"reason\":\"x\"}", "{\"uri\":\"x\",\"ids\":[\"x\"]}")) {
          Browser.Reply reply =
              person
                  .getValue()
                  .copyOfAll()
                  .send(
                      route.method(),
                      path,
                      body.isEmpty() ? Optional.empty() : Optional.of(body),
                      body.isEmpty() ? "" : "application/json");
          asked++;
          String all = reply.body() + reply.response.headers().map();
          String who = person.getKey() + " " + route.method() + " " + path;
          canaries.stream().filter(all::contains).forEach(it -> leaks.add(who + ": " + it));
          if (!Set.of("operator", "owner").contains(person.getKey())) {
            assertThat(all).as(who).doesNotContain("\"value\":\"");
          }
        }
      }
    }

    assertThat(asked).isGreaterThan(500);
    // the one recovery code was read by the operator, who gave a reason, and by nobody else
    assertThat(leaks)
        .containsExactly(
            "operator POST /custody/held/%s/recovery-codes/next: %s"
                .formatted(given.id(), RECOVERY));
  }

  @Test
  void givesAChainThatAnIndependentScriptVerifies(@TempDir Path folder) throws Exception { // AU-05
    Given given = given(forOperator());
    operator
        .post("/custody/held/" + given.id() + "/code", "reason", "f\u00fcr \u65e5\u672c")
        .must(200);
    String kept = given.customer().get("/receipt").text("head");
    operator.post("/custody/held/" + given.id() + "/code", "reason", "again").must(200);
    String chain = given.customer().get("/receipt/chain").must(200).body();

    assertThat(verify(folder, chain, kept)).isZero();
    assertThat(verify(folder, chain, "0".repeat(64))).isEqualTo(1);
    assertThat(verify(folder, chain.replace("again", "never"), kept)).isEqualTo(1);
    assertThat(verify(folder, chain.replaceFirst("\n[0-9a-f]{64} .*", ""), kept)).isEqualTo(1);
    String cut = chain.lines().limit(2).collect(Collectors.joining("\n"));
    assertThat(verify(folder, cut, kept)).isEqualTo(1);
  }

  private static int verify(Path folder, String chain, String kept) throws Exception {
    Path file = Files.writeString(folder.resolve("receipt.txt"), chain);
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("docs/custody/verify_receipt.py"))) {
      root = Objects.requireNonNull(root.getParent());
    }
    Process python =
        new ProcessBuilder(
                "python3",
                root.resolve("docs/custody/verify_receipt.py").toString(),
                file.toString(),
                kept)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    return python.waitFor();
  }

  /// What would end a session, or what is held, before the rest is asked; or answers without end.
  private static boolean endsTheTest(String template) {
    return template.contains("/session")
        || template.equals("/api/v1/events")
        || template.equals("/api/v1/lock")
        || template.contains("/people")
        || template.endsWith("/end");
  }

  @Test
  void somebodyWhoIsRemovedIsInNoTeamAndHasNoGrant() { // AZ-09
    String team =
        owner
            .json("POST", "/teams", "{\"name\":\"Desk\",\"members\":[\"" + operatorId + "\"]}")
            .must(201)
            .body();
    assertThat(team).contains(operatorId);

    owner.json("DELETE", "/people/" + operatorId, "").must(204);

    assertThat(owner.get("/teams").must(200).body()).contains("Desk").doesNotContain(operatorId);
    assertThat(
            server.verifierStore.auditLog().waiting(1000).stream()
                .filter(entry -> entry.action().equals("custody.access-ended"))
                .map(AuditEntry::subject))
        .containsExactly("person/" + operatorId);
  }
}
