package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.vault.EntryId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `GET /api/v1/codes`, `GET /api/v1/time` and the code of one entry answer.
class CodesTest {

  private static final String CODES = "/api/v1/codes";
  private static final String MISSING = "00000000-0000-4000-8000-000000000000";

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String token = running.token(TokenScope.CODES_READ);

  @AfterEach
  void stop() {
    running.close();
  }

  private JsonNode codes(String query) {
    return client.call("GET", CODES, CODES + query).token(token).expect(200).json();
  }

  private List<AuditEntry> reads() {
    return running.verifierStore.auditLog().waiting(100).stream()
        .filter(entry -> entry.action().equals("entry.code-read"))
        .toList();
  }

  @Test
  void givesManyCodesWithTheServersTimeAndTheNextOnes() {
    EntryId one = running.add(RunningServer.URI);
    EntryId two = running.add("otpauth://totp/B:bo?secret=GEZDGNBVGY3TQOJQ&period=60&digits=8");
    JsonNode answer = codes("?ids=" + two + "," + one);

    assertThat(answer.get("serverTime").asText()).isEqualTo("2026-11-24T10:00:18.250Z");
    assertThat(answer.get("codes")).hasSize(2);
    JsonNode second = answer.get("codes").get(1);
    assertThat(second.get("id").asText()).isEqualTo(one.toString());
    assertThat(second.get("validUntil").asText()).isEqualTo("2026-11-24T10:00:30Z");
    assertThat(answer.get("codes").get(0).get("code").asText()).hasSize(8);
    running.clock.advance(Duration.ofSeconds(30));
    assertThat(codes("?ids=" + one).get("codes").get(0).get("code"))
        .isEqualTo(second.get("next").get("code"));
  }

  @Test
  void putsEachReadOnRecordWithTheEntriesThatWereRead() { // AZ-10
    EntryId one = running.add(RunningServer.URI);
    EntryId two = running.add("otpauth://totp/B:bo?secret=GEZDGNBVGY3TQOJQ");
    codes("?ids=" + one + "," + two + "," + MISSING);
    client
        .call("GET", "/api/v1/entries/{id}/code", "/api/v1/entries/" + one + "/code")
        .token(token)
        .expect(200);

    List<AuditEntry> reads = reads();
    assertThat(reads).hasSize(2);
    assertThat(reads.getFirst().details())
        .isEqualTo(
            "entries=2 ids="
                + one.toString().substring(0, 13)
                + "."
                + two.toString().substring(0, 13));
    assertThat(reads.getFirst().origin().actor()).startsWith("token ");
    assertThat(reads.getFirst().node()).isEqualTo("node-1");
    assertThat(reads.getLast().subject()).isEqualTo("entry/" + one);
  }

  @Test
  void saysWhichEntriesHaveNoCodeToBeReadAndMovesNoCounter() {
    EntryId counter = running.add("otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&counter=3");
    EntryId pinless = running.add("motp://Work:ada?secret=0123456789abcdef");
    JsonNode answer = codes("?ids=" + counter + "," + pinless + "," + MISSING);
    assertThat(answer.get("codes")).isEmpty();
    assertThat(answer.get("without"))
        .extracting(none -> none.get("reason").asText())
        .containsExactly("counter-based", "pin-missing", "no-such-entry");
    assertThat(reads()).isEmpty();
    String code = "/api/v1/entries/{id}/code";
    String path = "/api/v1/entries/" + counter + "/code";
    JsonNode first = client.call("POST", code, path).token(token).expect(200).json();
    JsonNode second = client.call("POST", code, path).token(token).expect(200).json();
    assertThat(first.get("current")).isNotEqualTo(second.get("current"));
    assertThat(reads()).hasSize(2);
  }

  @Test
  void goesThroughAllByPagesInTheOrderOfTheList() {
    IntStream.range(0, 7)
        .forEach(i -> running.add("otpauth://totp/S" + i + ":ada?secret=GEZDGNBVGY3TQOJQ"));
    JsonNode first = codes("?limit=4");
    assertThat(first.get("total").asInt()).isEqualTo(7);
    assertThat(first.get("nextOffset").asInt()).isEqualTo(4);
    JsonNode rest = codes("?offset=4&limit=10000");
    assertThat(rest.has("nextOffset")).isFalse();
    assertThat(rest.get("codes")).hasSize(3);
    assertThat(codes("?offset=99").get("codes")).isEmpty();
  }

  @Test
  void refusesIdsThatAreNoneOrTooMany() {
    for (String bad :
        List.of(
            "?ids=",
            "?ids=x",
            "?ids=" + MISSING.toUpperCase(java.util.Locale.ROOT) + "A",
            "?ids=" + MISSING + ",")) {
      client.call("GET", CODES, CODES + bad).token(token).broken().expect(422);
    }
    String many =
        IntStream.range(0, 101)
            .mapToObj("00000000-0000-4000-8000-000000000%03d"::formatted)
            .collect(Collectors.joining(","));
    client.call("GET", CODES, CODES + "?ids=" + many).token(token).broken().expect(422);
    client
        .call("GET", CODES, CODES + "?ids=" + MISSING + "&limit=3")
        .token(token)
        .broken()
        .expect(400);
    client.call("GET", CODES, CODES + "?limit=10001").token(token).broken().expect(422);
  }

  @Test
  void tellsTheTimeToAnybody() {
    assertThat(client.call("GET", "/api/v1/time").expect(200).json().get("serverTime").asText())
        .isEqualTo("2026-11-24T10:00:18.250Z");
    client.call("GET", "/api/v1/time", "/api/v1/time?access_token=x").broken().expect(400);
  }
}
