package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What signed-in people alone may do with the vault: see and export secrets, erase for good, read
/// the audit log.
class VaultSecretsTest {

  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private final PeopleServer running = new PeopleServer().setUp();
  private final OpenVault vault = running.door.vault().orElseThrow();
  private final EntryId entry = vault.entries().getFirst().id();

  @AfterEach
  void stop() {
    running.close();
  }

  private static JsonNode json(Browser.Reply reply) {
    try {
      return new ObjectMapper().readTree(reply.body());
    } catch (IOException e) {
      throw new AssertionError(reply.body(), e);
    }
  }

  private List<String> acts() {
    return running.verifierStore.auditLog().waiting(200).stream()
        .map(line -> line.action() + " " + line.details())
        .toList();
  }

  @Test
  void showsTheSecretAgainToAnOwnerWhoProvedWhoTheyAreAndPutsItOnRecord() { // AZ-08
    Browser ada = running.signedIn("ada");
    Browser.Reply shown = ada.json("POST", "/entries/" + entry + "/reveal", "").must(200);
    assertThat(shown.text("uri")).startsWith("otpauth://totp/OpenAI:").contains(SECRET);
    assertThat(shown.text("setupKey")).isEqualTo(SECRET);
    assertThat(shown.text("qrSvg")).startsWith("<svg");
    assertThat(shown.header("Cache-Control")).contains("no-store");
    assertThat(acts()).anyMatch(line -> line.startsWith("entry.secret-shown"));

    running.advance(Duration.ofMinutes(6));
    assertThat(ada.json("POST", "/entries/" + entry + "/reveal", "").must(403).problem())
        .isEqualTo("step-up-needed");
    assertThat(ada.json("POST", "/export", "{\"format\":\"fake-written\"}").must(403).problem())
        .isEqualTo("step-up-needed");
    assertThat(
            ada.json("POST", "/entries/purge", "{\"ids\":[\"" + entry + "\"]}").must(403).problem())
        .isEqualTo("step-up-needed");
    ada.get("/entries").must(200);
  }

  @Test
  void showsNoSecretToAnybodyElse() { // AZ
    for (Role role : List.of(Role.OPERATOR, Role.VIEWER, Role.AUDITOR)) {
      running.person(role.name().toLowerCase(java.util.Locale.ROOT), role);
      Browser other = running.signedIn(role.name().toLowerCase(java.util.Locale.ROOT));
      running.enrol(other);
      for (String path :
          List.of("/entries/" + entry + "/reveal", "/export", "/export/check", "/entries/purge")) {
        Browser.Reply reply = other.json("POST", path, "{\"format\":\"fake-written\"}");
        assertThat(reply.status()).as(role + " " + path).isEqualTo(403);
        assertThat(reply.body()).doesNotContain(SECRET);
      }
    }
    Browser nobody = running.browser();
    assertThat(nobody.json("POST", "/export", "{}").status()).isEqualTo(401);
    assertThat(nobody.get("/audit").status()).isEqualTo(401);
    assertThat(running.verifierStore.auditLog().waiting(500))
        .noneMatch(line -> line.action().startsWith("transfer.exported"));
  }

  @Test
  void writesAFileThatIsEncryptedUnlessPlainIsAskedFor() { // BK-03
    vault.edit(entry, e -> e.withNote("lost"));
    running.add("otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&counter=3");
    Browser ada = running.signedIn("ada");
    JsonNode check =
        json(ada.json("POST", "/export/check", "{\"format\":\"fake-written\"}").must(200));
    ada.json("POST", "/export/check", "{\"format\":\"no-such-format\"}").must(422);
    assertThat(check.get("entries").asInt()).isEqualTo(2);
    assertThat(check.get("losses")).hasSize(2);
    assertThat(acts()).noneMatch(line -> line.startsWith("transfer."));

    assertThat(
            json(ada.json("POST", "/export", "{\"format\":\"fake-written\"}").must(422))
                .get("reason")
                .asText())
        .isEqualTo("password-needed");
    Browser.Reply sealed =
        ada.json("POST", "/export", "{\"format\":\"fake-written\",\"password\":\"open sesame\"}")
            .must(200);
    assertThat(sealed.body()).startsWith("sealed\n");
    assertThat(sealed.header("Content-Disposition"))
        .contains("attachment; filename=\"watchword-export.txt\"");
    assertThat(sealed.header("X-Watchword-Left-Out")).contains("1");
    assertThat(sealed.header("Cache-Control")).contains("no-store");
    Browser.Reply plain =
        ada.json(
                "POST",
                "/export",
                "{\"format\":\"fake-written\",\"plain\":true,\"entries\":[\"" + entry + "\"]}")
            .must(200);
    assertThat(plain.body()).contains(SECRET);
    assertThat(acts())
        .contains(
            "transfer.exported format=fake-written entries=2",
            "transfer.exported-plain format=fake-written entries=1");
  }

  @Test
  void refusesExportsOfWhatThereIsNot() {
    Browser ada = running.signedIn("ada");
    ada.json("POST", "/export", "{\"format\":\"none\",\"plain\":true}").must(422);
    ada.json("POST", "/export", "{}").must(422);
    ada.json("POST", "/export", "").must(400);
    ada.json("POST", "/export", "{\"format\":\"fake-written\",\"plain\":true,\"password\":\"x\"}")
        .must(422);
    ada.json(
            "POST",
            "/export",
            "{\"format\":\"fake-written\",\"plain\":true,\"entries\":[\"nonsense\"]}")
        .must(404);
    ada.json("POST", "/entries/00000000-0000-4000-8000-000000000000/reveal", "").must(404);
    ada.json("POST", "/entries/nonsense/reveal", "").must(404);
    assertThat(acts()).noneMatch(line -> line.startsWith("transfer."));
  }

  @Test
  void erasesForGoodWhatIsInTheTrashAlone() {
    Browser ada = running.signedIn("ada");
    String body = "{\"ids\":[\"" + entry + "\"]}";
    assertThat(ada.json("POST", "/entries/purge", body).must(409).problem())
        .isEqualTo("not-trashed");
    ada.delete("/entries/" + entry).must(204);
    ada.json("POST", "/entries/purge", body).must(200);
    assertThat(vault.trash()).isEmpty();
    ada.json("POST", "/entries/purge", body).must(404);
    assertThat(acts()).anyMatch(line -> line.startsWith("entry.purged"));
  }

  @Test
  void putsWhatIsDoneToAnEntryOnRecord() { // AU-01
    Browser ada = running.signedIn("ada");
    String added = "{\"uri\":\"%s\"}".formatted(PeopleServer.URI.replace("OpenAI", "Other"));
    ada.json("POST", "/entries", added).must(201);
    assertThat(acts().getLast()).startsWith("entry.added ");
    String codes = "/entries/" + entry + "/recovery-codes";
    ada.json("POST", codes, "{\"codes\":[\"one\",\"two\"]}");
    assertThat(acts().getLast()).startsWith("entry.recovery-codes-added ");
    ada.get(codes).must(200);
    assertThat(acts().getLast()).startsWith("entry.recovery-codes-read ");
    ada.json("POST", codes + "/use", "{\"code\":\"one\"}");
    assertThat(acts().getLast()).startsWith("entry.recovery-code-used ");
  }

  @Test
  void readsTheAuditLogByPagesAndAnOperatorTheirOwnActsAlone() { // AZ, AU
    Browser ada = running.signedIn("ada");
    running.person("otto", Role.OPERATOR);
    running.person("vera", Role.VIEWER);
    Browser otto = running.signedIn("otto");
    running.enrol(otto);
    otto.get("/entries/" + entry + "/code").must(200);
    ada.get("/entries/" + entry + "/code").must(200);

    JsonNode reads = json(ada.get("/audit?action=entry.code-read").must(200)).get("entries");
    assertThat(reads).hasSize(2);
    assertThat(reads.get(0).get("subject").asText()).isEqualTo("entry/" + entry);
    assertThat(reads.get(0).get("seq").asLong()).isGreaterThan(reads.get(1).get("seq").asLong());
    String ottos = reads.get(1).get("actor").asText();
    for (String query :
        List.of("", "?actor=" + reads.get(0).get("actor").asText().replace(" ", "%20"))) {
      JsonNode own = json(otto.get("/audit" + query).must(200)).get("entries");
      assertThat(own).isNotEmpty();
      assertThat(own).allMatch(line -> line.get("actor").asText().equals(ottos));
    }
    Browser vera = running.signedIn("vera");
    running.enrol(vera);
    vera.get("/audit").must(403);

    JsonNode first = json(ada.get("/audit?limit=2").must(200));
    assertThat(first.get("entries")).hasSize(2);
    JsonNode second =
        json(ada.get("/audit?limit=2&before=" + first.get("next").asLong()).must(200));
    assertThat(second.get("entries").get(0).get("seq").asLong())
        .isEqualTo(first.get("next").asLong() - 1);
    assertThat(json(ada.get("/audit?to=2000-01-01T00:00:00Z").must(200)).get("entries")).isEmpty();
    for (String bad :
        List.of(
            "limit=0", "limit=501", "before=x", "from=yesterday", "action=Entry", "action=a%20b")) {
      ada.get("/audit?" + bad).must(422);
    }
    ada.get("/audit?who=me").must(400);
    otto.get("/audit/verify").must(403);
  }

  /// Here the lines of accounts are under another key than the vault's: they are not its own.
  @Test
  void saysWhereTheAuditLogIsNotWhatTheVaultsKeyWrote() { // AU-03
    Browser ada = running.signedIn("ada");
    JsonNode report = json(ada.get("/audit/verify").must(200));
    assertThat(report.get("state").asText()).isEqualTo("broken");
    assertThat(report.get("seq").asLong()).isEqualTo(1);
    assertThat(report.get("problem").asText()).isNotBlank();
  }

  @Test
  void ownersAndOperatorsReadCodesAndViewersAndAuditorsDoNot() { // AZ
    assertThat(Permission.READ_CODES.isOf(Role.VIEWER)).isFalse();
    running.person("vera", Role.VIEWER);
    Browser vera = running.signedIn("vera");
    running.enrol(vera);
    vera.get("/codes").must(403);
    vera.get("/entries").must(200);
    Browser ada = running.signedIn("ada");
    assertThat(json(ada.get("/codes").must(200)).get("codes")).hasSize(1);
  }

  @Test
  void takesAnAccountOutOfAPictureWithoutASecretOnTheWay() {
    Browser ada = running.signedIn("ada");
    Browser.Reply preview =
        ada.json("POST", "/entries/preview", "{\"uri\":\"" + PeopleServer.URI + "\"}").must(200);
    assertThat(preview.body()).doesNotContain(SECRET);
    Browser.Reply added =
        ada.send(
            "POST",
            "/scan/entries",
            Optional.of(
                new String(
                    VaultPagesContract.form(
                        WrittenPictures.picture(PeopleServer.URI),
                        "code=0",
                        "account=Someone else",
                        "tag=work",
                        "tag=home",
                        "pinned=true"),
                    java.nio.charset.StandardCharsets.UTF_8)),
            "multipart/form-data; boundary=xyz");
    added.must(201);
    assertThat(added.body()).doesNotContain(SECRET);
    JsonNode entry = json(added);
    assertThat(entry.get("issuer").asText()).isEqualTo("OpenAI");
    assertThat(entry.get("account").asText()).isEqualTo("Someone else");
    assertThat(entry.get("tags")).hasSize(2);
    assertThat(entry.get("pinned").asBoolean()).isTrue();
  }

  @Test
  void letsAPersonUploadTwentyFilesAMinute() { // UP-10
    Browser ada = running.signedIn("ada");
    String picture = "\u0089PNG";
    for (int i = 0; i < 20; i++) {
      ada.send("POST", "/scan", Optional.of(picture), "image/png").must(200);
    }
    assertThat(
            ada.send("POST", "/scan", Optional.of(picture), "image/png")
                .must(429)
                .header("Retry-After"))
        .contains("3");
    running.advance(Duration.ofMinutes(1));
    ada.send("POST", "/scan", Optional.of(picture), "image/png").must(200);
  }

  @Test
  void writesTheWholeLogWithItsChainAndPutsThatOnRecord() throws IOException { // AU-01, AU-03
    Browser ada = running.signedIn("ada");
    ada.get("/audit").must(200);

    Browser.Reply reply = ada.get("/audit/export").must(200);

    assertThat(reply.header("Content-Type")).contains("application/jsonl");
    List<String> lines = reply.body().lines().toList();
    assertThat(lines).hasSizeGreaterThan(1);
    String link = "0".repeat(64);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(i));
      assertThat(line.get("seq").asInt()).isEqualTo(i + 1);
      assertThat(line.get("previous").asText()).isEqualTo(link);
      link = line.get("link").asText();
    }
    assertThat(acts()).contains("transfer.audit-exported format=jsonl entries=" + lines.size());
    assertThat(ada.get("/audit/export").must(200).body().lines()).hasSize(lines.size() + 1);
  }

  @Test
  void writesTheLogForSpreadsheetsWithoutFormulas() { // AU-01
    running.verifierStore.auditLog().append(entryBy("=HYPERLINK(\"x\")"));
    Browser ada = running.signedIn("ada");

    String csv = ada.get("/audit/export?format=csv").must(200).body();

    assertThat(csv).startsWith("seq,at,actor,").contains(",\"'=HYPERLINK(\"\"x\"\")\",");
    assertThat(csv.lines()).allSatisfy(line -> assertThat(line.split(",")).hasSize(12));
    assertThat(ada.get("/audit/export?format=xml").must(422).problem()).isEqualTo("invalid-value");
  }

  private AuditEntry entryBy(String actor) {
    return new AuditTrail(new AuditKeys(PeopleNode.key()), "n")
        .entry(
            running.now(),
            new Origin(actor, "cli", ""),
            new AuditEvent.Alarm(AuditEvent.Alarm.Act.SPRAYING, 1));
  }
}
