package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.KdfLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `POST /api/v1/import` does.
class ImportTest {

  private static final String SECRET = "MFRGGZDFMZTWQ2LK";
  private static final String BACKUP = "fake\nShop:ann " + SECRET + "\nbroken\n";
  private static final String PATH = "/api/v1/import";

  private final RunningServer running = new RunningServer();
  private final ContractClient client = new ContractClient(running);
  private final String token = running.token(TokenScope.ENTRIES_WRITE);

  @AfterEach
  void stop() {
    running.close();
  }

  private static String part(String disposition, String content) {
    return "--xyz\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  private ContractClient.Call raw(String path, String body) {
    return client
        .call("POST", path)
        .token(token)
        .body("application/octet-stream", body.getBytes(StandardCharsets.UTF_8));
  }

  private ContractClient.Call form(String... parts) {
    return client
        .call("POST", PATH)
        .token(token)
        .broken()
        .body(
            "multipart/form-data; boundary=xyz",
            (String.join("", parts) + "--xyz--\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private List<String> acts() {
    return running.verifierStore.auditLog().waiting(10).stream()
        .map(entry -> entry.action() + " " + entry.details() + " " + entry.origin().requestId())
        .toList();
  }

  @Test
  void takesGoodItemsInNamesBadOnesAndShowsNoSecret() { // IM-01
    ContractClient.Reply reply = raw(PATH, BACKUP).expect(200);
    JsonNode file = reply.json().get("files").get(0);
    assertThat(file.get("path").asText()).isEqualTo("body");
    assertThat(file.get("format").asText()).isEqualTo("fake");
    assertThat(file.get("entries").get(0).get("status").asText()).isEqualTo("added");
    assertThat(file.get("failures").get(0).get("item").asInt()).isEqualTo(2);
    assertThat(reply.text()).doesNotContainIgnoringCase(SECRET);
    assertThat(running.vault.entries()).hasSize(1);
    assertThat(acts())
        .containsExactly("transfer.imported format=fake entries=1 " + reply.header("X-Request-Id"));

    assertThat(raw(PATH, BACKUP).expect(200).text()).contains("\"duplicate\""); // IM-16
    assertThat(running.vault.entries()).hasSize(1);
    assertThat(acts()).hasSize(1);
  }

  @Test
  void aDryRunChangesNothing() { // IM-01
    assertThat(raw(PATH + "?dryRun=true", BACKUP).expect(200).text()).contains("\"added\"");
    assertThat(running.vault.entries()).isEmpty();
    assertThat(acts()).isEmpty();
    raw(PATH + "?dryRun=maybe", BACKUP).broken().expect(422);
  }

  @Test
  void takesSeveralFilesAndThePasswordInAForm() {
    String sealed = "sealed\nBank:bo MFRGG\n";
    JsonNode files =
        form(
                part("name=\"file\"; filename=\"a.txt\"", BACKUP),
                part("name=\"file\"; filename=\"../../b.txt\"", sealed),
                part("name=\"password\"", "open sesame"))
            .expect(200)
            .json()
            .get("files");
    assertThat(files.get(0).get("path").asText()).isEqualTo("a.txt");
    assertThat(files.get(1).get("path").asText()).isEqualTo("../../b.txt"); // a name, no path
    assertThat(files.get(1).get("entries")).hasSize(1);
    assertThat(running.vault.entries()).hasSize(2);
  }

  @Test
  void tellsAWrongPasswordFromNoneAndFromAnUnknownFormat() {
    String sealed = part("name=a; filename=a", "sealed\nBank:bo MFRGG\n");
    assertThat(error(form(sealed))).isEqualTo("password-needed");
    assertThat(error(form(sealed, part("name=password", "x")))).isEqualTo("wrong-password");
    assertThat(error(form(part("name=a; filename=a", "what?")))).isEqualTo("unknown-format");
    assertThat(running.vault.entries()).isEmpty();
  }

  private static String error(ContractClient.Call call) {
    return call.expect(200).json().get("files").get(0).get("error").asText();
  }

  /// IM-04: nothing that a client sends raises the limits.
  @Test
  void readsWithinTheStandardLimitsAlone() {
    raw(PATH, BACKUP).expect(200);
    assertThat(running.format.limits).isEqualTo(ImportLimits.STANDARD);
    assertThat(running.format.limits.kdf()).isEqualTo(KdfLimits.STANDARD);
    raw(PATH + "?allowCostlyKdf=true", BACKUP).broken().expect(400);
    raw(PATH + "?password=x", BACKUP).broken().expect(400);
  }

  @Test
  void refusesFormsWithoutAFileOrWithFieldsThatItDoesNotKnow() {
    form(part("name=password", "x")).expect(400);
    form(part("name=a; filename=a", BACKUP), part("name=allowCostlyKdf", "true")).expect(400);
    form(part("name=a; filename=a", BACKUP), part("name=password", "x"), part("name=password", "y"))
        .expect(400);
    form(part("name=a; filename=a", BACKUP), part("name=password", "x".repeat(4097))).expect(422);
    form(part("name=a; filename=a", "x").repeat(71)).expect(400);
    assertThat(running.vault.entries()).isEmpty();
  }
}
