package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Holds the answers to people against `openapi.yaml`: a [Browser] checks each one; this test asks
/// for a good one of every operation.
class PeopleContractTest {

  private final PeopleServer running = new PeopleServer();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void answersEveryOperationOfPeopleAsTheContractHasIt() {
    ContractClient.SEEN.clear();
    Browser ada = running.browser();
    ada.get("/setup").must(200);
    String key = firstRun(ada);
    ada.post("/setup/recovery-key", "recoveryKey", key).must(204);
    ada.json("PATCH", "/me", "{\"language\":\"en\"}").must(200);
    OtpKey factor = factor(ada);
    tokens(ada);
    people(ada);
    sessions(ada, factor);
    ada.get("/notices").must(200);
    ada.post("/notices/seen").must(204);
    vault(ada);
    String code = running.nextCode(factor);
    ada.post(
            "/me/password",
            "password",
            PeopleServer.PASSWORD,
            "code",
            code,
            "newPassword",
            "another good password")
        .must(204);
    ada.delete("/me/factor", "password", "another good password", "code", running.nextCode(factor))
        .must(204);
    ada.post("/lock").must(204);
    running.browser().post("/unlock", "passphrase", PeopleServer.PASSPHRASE).must(204);
    ada.delete("/session").must(204);

    assertThat(good(ContractClient.SEEN)).isEqualTo(good(ContractClient.documented()));
  }

  private void vault(Browser ada) {
    String entry = running.add(PeopleServer.URI).toString();
    String ids = "{\"ids\":[\"" + entry + "\"]}";
    ada.json("POST", "/entries/" + entry + "/reveal", "").must(200);
    ada.json("POST", "/export/check", "{\"format\":\"fake-written\"}").must(200);
    ada.json("POST", "/export", "{\"format\":\"fake-written\",\"plain\":true}").must(200);
    ada.delete("/entries/" + entry).must(204);
    ada.json("POST", "/entries/purge", ids).must(200);
    ada.get("/audit").must(200);
    ada.get("/audit/verify").must(200);
  }

  private static Set<String> good(Set<String> all) {
    return all.stream()
        .filter(ContractClient::isOfPeople)
        .filter(each -> each.matches(".* 2[0-9]{2}"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String firstRun(Browser ada) {
    return ada.post(
            "/setup",
            "setupCode",
            running.server.setupCode().orElseThrow(),
            "name",
            "ada",
            "password",
            PeopleServer.PASSWORD,
            "passphrase",
            PeopleServer.PASSPHRASE)
        .must(201)
        .text("recoveryKey");
  }

  private OtpKey factor(Browser ada) {
    ada.get("/me/factor").must(200);
    ada.post("/me/factor", "password", PeopleServer.PASSWORD).must(200);
    ada.delete("/me/factor/pending").must(204);
    OtpKey key = running.enrol(ada);
    String fresh =
        ada.post("/me/recovery-codes", "password", PeopleServer.PASSWORD, "code", running.code(key))
            .must(201)
            .texts("recoveryCodes")
            .getFirst();
    ada.post("/me/recovery-codes/check", "code", fresh).must(204);
    Browser lost = running.signedIn("ada");
    lost.post("/session/recovery", "code", fresh).must(200);
    return key;
  }

  private static void tokens(Browser ada) {
    String made =
        ada.json("POST", "/tokens", "{\"name\":\"x\",\"scopes\":[\"scan\"]}").must(201).text("id");
    ada.get("/tokens").must(200);
    ada.delete("/tokens/" + made).must(204);
  }

  private void people(Browser ada) {
    Browser.Reply invited = ada.post("/people", "name", "bob", "role", "viewer").must(201);
    String bob = invited.text("id");
    running
        .browser()
        .post("/invites/accept", "code", invited.text("code"), "password", PeopleServer.PASSWORD)
        .must(200);
    ada.get("/people").must(200);
    ada.json("PATCH", "/people/" + bob, "{\"role\":\"operator\"}").must(200);
    ada.json("PATCH", "/people/" + bob, "{\"disabled\":true}").must(200);
    ada.delete("/people/" + bob + "/sessions").must(204);
    ada.post("/people/" + bob + "/reset").must(201);
    ada.delete("/people/" + bob).must(204);
  }

  private void sessions(Browser ada, OtpKey factor) {
    Browser other = running.browser();
    other.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
    other.post("/session/code", "code", running.nextCode(factor)).must(200);
    Browser.Reply list = other.get("/sessions").must(200);
    String id = list.body().replaceAll(".*\"id\":\"([^\"]*)\",\"current\":true.*", "$1");
    ada.delete("/sessions/" + id).must(204);
    ada.delete("/sessions").must(204);
    ada.post(
            "/session/step-up", "password", PeopleServer.PASSWORD, "code", running.nextCode(factor))
        .must(200);
  }
}
