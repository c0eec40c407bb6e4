package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.otp.OtpKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The verifier over HTTP: a product's whole way, and what must not be told apart.
class VerifierTest {

  private static final String FACTOR = "/api/v1/subscribers/{subscriber}";

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String shop = running.relyingParty("shop");

  @AfterEach
  void stop() {
    running.close();
  }

  private ContractClient.Call factor(String method, String subscriber, String rest) {
    return client
        .call(method, FACTOR + rest, "/api/v1/subscribers/" + subscriber + rest)
        .token(shop);
  }

  private ContractClient.Call verify(Enrolled enrolled, String code) {
    return factor("POST", enrolled.subscriber(), "/verify").json("{\"code\":\"" + code + "\"}");
  }

  private ContractClient.Call enrolment(String method, String id, String rest) {
    return client
        .call(method, "/api/v1/enrolments/{id}" + rest, "/api/v1/enrolments/" + id + rest)
        .token(shop);
  }

  @Test
  void takesASubscriberFromTheQrCodeToSignInAndRecovery() {
    String request =
        "{\"subscriber\":\"customer 1/ö\",\"issuer\":\"Shop\",\"account\":\"ann@example.com\"}";
    ContractClient.Reply begun =
        client.call("POST", "/api/v1/enrolments").token(shop).json(request).expect(201);
    JsonNode offer = begun.json();
    String id = offer.get("id").asText();
    assertThat(begun.header("Location")).isEqualTo("/api/v1/enrolments/" + id);
    assertThat(offer.get("setupKey").asText()).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
    OtpKey device = Enrolled.key(offer.get("uri").asText());

    // EN-02: a refreshed page, and a second begin with another wish, show the same
    assertThat(enrolment("GET", id, "").expect(200).json()).isEqualTo(offer);
    assertThat(
            client
                .call("POST", "/api/v1/enrolments")
                .token(shop)
                .json(request.replace("}", ",\"digits\":8}"))
                .expect(200)
                .json())
        .isEqualTo(offer);

    String first = device.at(running.verifierStore.now()).code();
    JsonNode confirmed =
        enrolment("POST", id, "/confirm").json("{\"code\":\"" + first + "\"}").expect(200).json();
    assertThat(confirmed.get("subscriber").asText()).isEqualTo("customer 1/ö");
    enrolment("GET", id, "").expect(404); // EN-06: nothing shows the secret any more

    String name = "customer%201%2F%C3%B6";
    JsonNode codes = factor("POST", name, "/recovery-codes").expect(201).json();
    assertThat(codes.get("codes")).hasSize(10);
    factor("POST", name, "/verify")
        .json("{\"code\":\"" + first + "\"}")
        .expect(429); // EN-05: burnt
    running.verifierStore.advance(Duration.ofSeconds(30));
    String next = device.at(running.verifierStore.now()).code();
    factor("POST", name, "/verify").json("{\"code\":\"" + next + "\"}").expect(200);

    String recovery = codes.get("codes").get(3).asText().toLowerCase(java.util.Locale.ROOT);
    JsonNode redeemed =
        factor("POST", name, "/recovery-codes/redeem")
            .json("{\"code\":\"" + recovery + "\"}")
            .expect(200)
            .json();
    assertThat(redeemed.get("remaining").asInt()).isEqualTo(9);
    factor("POST", name, "/recovery-codes/redeem")
        .json("{\"code\":\"" + recovery + "\"}")
        .expect(429);

    assertThat(
            factor("GET", name, "")
                .expect(200)
                .json()
                .get("recoveryCodes")
                .get("remaining")
                .asInt())
        .isEqualTo(9);
    factor("DELETE", name, "").expect(204);
    factor("GET", name, "").expect(404);
    factor("DELETE", name, "").expect(404);
  }

  @ParameterizedTest
  @ValueSource(ints = {-90, 90})
  void decidesByTheStoresClockHoweverFarTheNodesIsOff(int seconds) { // MN-06, OV-05
    Enrolled enrolled = Enrolled.active(running);
    running.clock.advance(Duration.ofSeconds(seconds));

    verify(enrolled, enrolled.code(seconds / 30)).expect(429);
    verify(enrolled, enrolled.code(0)).expect(200);
    verify(enrolled, enrolled.code(0)).expect(429);
  }

  @Test
  void refusesEveryCodeThatLetsNobodyInByTheSameAnswer() throws IOException { // OV-10
    Enrolled enrolled = Enrolled.active(running);
    verify(enrolled, enrolled.code(0)).expect(200);
    List<RawConnection.Reply> refusals = new ArrayList<>();
    refusals.add(raw(enrolled, enrolled.code(0))); // replayed
    refusals.add(raw(enrolled, enrolled.code(-40))); // expired
    refusals.add(raw(enrolled, "")); // malformed
    refusals.add(raw(enrolled, "not a code"));
    for (int i = 0; i < 3; i++) {
      refusals.add(raw(enrolled, enrolled.wrong()));
    }
    RawConnection.Reply throttled = raw(enrolled, enrolled.code(1));
    assertThat(throttled.header("Retry-After")).contains("30"); // TH-01
    refusals.add(throttled);
    for (int failures = 5; failures < 100; failures++) {
      running.verifierStore.advance(Duration.ofHours(1));
      refusals.add(raw(enrolled, enrolled.wrong()));
    }
    running.verifierStore.advance(Duration.ofHours(1));
    refusals.add(raw(enrolled, enrolled.code(0))); // locked: the right code
    assertThat(
            factor("GET", enrolled.subscriber(), "")
                .expect(200)
                .json()
                .get("factor")
                .get("state")
                .asText())
        .isEqualTo("locked");

    assertThat(refusals)
        .allSatisfy(refusal -> {
          assertThat(refusal.status()).isEqualTo(429);
          assertThat(refusal.body()).isEqualTo(refusals.getFirst().body());
          assertThat(shape(refusal)).isEqualTo(shape(refusals.getFirst()));
        });

    factor("POST", enrolled.subscriber(), "/unlock").expect(204);
    verify(enrolled, enrolled.code(0)).expect(200);
  }

  private RawConnection.Reply raw(Enrolled enrolled, String code) throws IOException {
    String body = "{\"code\":\"" + code + "\"}";
    return RawConnection.exchange(
        running.port(),
        String.join(
            "\r\n",
            "POST /api/v1/subscribers/" + enrolled.subscriber() + "/verify HTTP/1.1",
            "Host: localhost:" + running.port(),
            "Authorization: Bearer " + shop,
            "Date: Tue, 24 Nov 2026 09:00:00 GMT", // OV-03: no effect
            "Connection: close",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "",
            body));
  }

  /// The headers without those that differ from answer to answer.
  private static List<String> shape(RawConnection.Reply reply) {
    return reply.headers().stream()
        .filter(h ->
            !h.startsWith("Date:")
                && !h.startsWith("X-Request-Id:")
                && !h.startsWith("Retry-After:"))
        .toList();
  }

  @Test
  void countsADoubleClickOfOneAttemptAsOneSuccessAndAnotherAttemptAsAReplay() { // TH-10, OV-16
    Enrolled enrolled = Enrolled.active(running);
    String code = enrolled.code(0);
    ContractClient.Call attempt = verify(enrolled, code).header("Idempotency-Key", "attempt-4711");
    assertThat(attempt.expect(200).json().get("again").asBoolean()).isFalse();
    assertThat(attempt.expect(200).json().get("again").asBoolean()).isTrue();
    verify(enrolled, code).header("Idempotency-Key", "attempt-4712").expect(429);
    verify(enrolled, code).expect(429);
    factor("POST", enrolled.subscriber(), "/verify")
        .header("Idempotency-Key", "attempt-4711")
        .json("{\"code\":\"" + code + "\",\"purpose\":\"step-up\"}")
        .expect(429);
    verify(enrolled, code).broken().header("Idempotency-Key", "x".repeat(257)).expect(400);
  }

  @Test
  void takesEverySpellingOfACodeAsThatOneCode() { // OV-08
    Enrolled enrolled = Enrolled.active(running);
    String code = enrolled.code(0);
    verify(enrolled, code.substring(0, 3) + " " + code.substring(3)).expect(200);
    List<String> spellings =
        List.of(
            code,
            " " + code,
            code + " ",
            code.substring(0, 3) + "-" + code.substring(3),
            code + "\\t",
            "\\u00a0" + code,
            code + "\\n",
            fullWidth(code),
            "0" + code,
            "+" + code,
            code + "\\u0000");
    for (String spelling : spellings) {
      verify(enrolled, spelling).expect(429);
    }
    factor("POST", enrolled.subscriber(), "/verify")
        .broken()
        .json("{\"code\":" + code + "}")
        .expect(code.startsWith("0") ? 400 : 422);
    factor("POST", enrolled.subscriber(), "/verify")
        .broken()
        .json("{\"code\":\"" + code + "\",\"code\":\"" + code + "\"}")
        .expect(400);
  }

  private static String fullWidth(String code) {
    StringBuilder wide = new StringBuilder();
    code.chars().forEach(c -> wide.append("\\uff1").append((char) c));
    return wide.toString();
  }

  @Test
  void showsARelyingPartyNothingOfAnother() { // AZ-02
    Enrolled pending = Enrolled.pending(running);
    Enrolled bound = Enrolled.active(running);
    String bank = running.relyingParty("bank");
    String unknown = "00000000-0000-4000-8000-000000000000";
    assertThat(plain(enrolment("GET", pending.id(), "").token(bank).expect(404)))
        .isEqualTo(plain(enrolment("GET", unknown, "").token(bank).expect(404)));
    enrolment("DELETE", pending.id(), "").token(bank).expect(404);
    enrolment("POST", pending.id(), "/confirm")
        .token(bank)
        .json("{\"code\":\"" + pending.code(0) + "\"}")
        .expect(410);
    for (String name : List.of(bound.subscriber(), "nobody")) {
      factor("GET", name, "").token(bank).expect(404);
      factor("DELETE", name, "").token(bank).expect(404);
      factor("POST", name, "/unlock").token(bank).expect(404);
      factor("POST", name, "/recovery-codes").token(bank).expect(404);
      assertThat(
              plain(
                  factor("POST", name, "/verify")
                      .token(bank)
                      .json("{\"code\":\"" + bound.code(0) + "\"}")
                      .expect(404)))
          .isEqualTo(
              plain(
                  factor("POST", "nobody", "/verify")
                      .token(bank)
                      .json("{\"code\":\"" + bound.code(0) + "\"}")
                      .expect(404)));
    }
    // and the shop's own still stand as they did
    enrolment("GET", pending.id(), "").expect(200);
    verify(bound, bound.code(0)).expect(200);
  }

  private static String plain(ContractClient.Reply reply) {
    return reply.text().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  @Test
  void acceptsOneOfManyParallelRequestsWithTheSameCode() throws Exception { // OV-05, in small
    Enrolled enrolled = Enrolled.active(running);
    String code = enrolled.code(0);
    Callable<Integer> request = () -> raw(enrolled, code).status();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(100, request))) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnly(200, 429);
      assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }
  }

  @Test
  void answers503AndNeverAcceptsWhenTheStoreFails() { // OV-07
    Enrolled enrolled = Enrolled.active(running);
    running.verifierStore.failWrites(true);
    verify(enrolled, enrolled.code(0)).expect(503);
    running.verifierStore.failWrites(false);
    verify(enrolled, enrolled.code(0)).expect(200);
  }

  @Test
  void writesIntoTheAuditLogWhoAskedAndByWhichRequest() { // AU-01
    Enrolled enrolled = Enrolled.active(running);
    ContractClient.Reply reply = verify(enrolled, enrolled.code(0)).expect(200);
    AuditEntry entry = running.verifierStore.auditLog().waiting(100).getLast();
    assertThat(entry.action()).isEqualTo("otp.accepted");
    assertThat(entry.subject()).isEqualTo("shop/" + enrolled.subscriber());
    assertThat(entry.origin().actor()).isEqualTo("token " + running.tokens.all().getFirst().id());
    assertThat(entry.origin().source()).isEqualTo("127.0.0.1");
    assertThat(entry.origin().requestId()).isEqualTo(reply.header("X-Request-Id"));
  }

  @Test
  void refusesNamesThatWouldNotFitIntoAQrCode() {
    String wide = "\uD83D\uDD12".repeat(100);
    client
        .call("POST", "/api/v1/enrolments")
        .token(shop)
        .broken()
        .json("{\"subscriber\":\"a\",\"issuer\":\"%s\",\"account\":\"b\"}".formatted(wide))
        .expect(422);
    assertThat(wide.getBytes(StandardCharsets.UTF_8)).hasSize(400);
  }
}
