package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.PeopleNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Holds the answers to people against `openapi.yaml`: a [Browser] checks each one; this test asks
/// for a good one of every operation.
class PeopleContractTest {

  private final Credentials credentials = Credentials.collecting();
  private final PeopleServer running = new PeopleServer(PeopleNode.PROVIDER);

  @AfterEach
  void stop() {
    credentials.close();
    running.close();
  }

  @Test
  void answersEveryOperationOfPeopleAsTheContractHasItAndTellsNoCredential() // LO-01
      throws IOException {
    ContractClient.SEEN.clear();
    Browser ada = running.browser();
    ada.get("/setup").must(200);
    String key = firstRun(ada);
    ada.post("/setup/recovery-key", "recoveryKey", key).must(204);
    ada.json("PATCH", "/me", "{\"language\":\"en\"}").must(200);
    OtpKey factor = factor(ada);
    passkeys(ada);
    provider(ada);
    tokens(ada);
    people(ada);
    sessions(ada, factor);
    ada.get("/notices").must(200);
    ada.post("/notices/seen").must(204);
    vault(ada);
    custody(ada);
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
    assertThat(credentials.count()).isGreaterThan(100);
    String metrics = RawConnection.metrics(running.port());
    assertThat(credentials.leaked(running.verifierStore.auditLog(), metrics)).isEmpty();
  }

  private void passkeys(Browser ada) {
    DeviceKey key =
        new DeviceKey(
            running.accounts.list().named(new PersonName("ada")).orElseThrow().id(),
            running.port());
    String id = key.add(ada, "Laptop").must(201).text("id");
    ada.get("/me/passkeys").must(200);
    key.use(running.browser(), "/session/passkey").must(200);
    Browser other = running.browser();
    other.post("/session", "name", "ada", "password", PeopleServer.PASSWORD).must(200);
    key.use(other, "/session/second-passkey").must(200);
    key.use(ada, "/session/step-up/passkey").must(200);
    ada.delete("/me/passkeys/" + id).must(200);
  }

  private void provider(Browser ada) {
    brought(ada, "/me/provider").must(200);
    ada.get("/me/provider").must(200);
    brought(running.browser(), "/session/provider").must(200);
    ada.delete("/me/provider").must(200);
  }

  private static Browser.Reply brought(Browser browser, String path) {
    String location = browser.json("POST", path + "/options", "").must(200).text("location");
    var visit = PeopleNode.PROVIDER.visit(location, "ada-at-example");
    return browser.post(path, "state", visit.state(), "code", visit.code());
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
    ada.get("/audit/export").must(200);
  }

  private void custody(Browser ada) {
    String bob = running.person("otto", Role.OPERATOR).id().toString();
    Browser otto = running.signedIn("otto");
    running.enrol(otto);
    String team = ada.json("POST", "/teams", "{\"name\":\"Desk\"}").must(201).text("id");
    ada.json("PATCH", "/teams/" + team, "{\"members\":[\"" + bob + "\"]}").must(200);
    ada.get("/teams").must(200);
    String unused = link(ada, "team:" + team).text("id");
    ada.get("/custody/links").must(200);
    ada.delete("/custody/links/" + unused).must(204);
    Browser holder = handOver(link(ada, "team:" + team), running.browser());
    String held = otto.get("/custody/held").must(200).text("id");
    work(ada, otto, held);
    String given =
        "{\"heldId\":\"%s\",\"grantee\":\"anyone\",\"notAfter\":\"%s\"}"
            .formatted(held, running.now().plusSeconds(600));
    String grant = ada.json("POST", "/custody/grants", given).must(201).text("id");
    ada.get("/custody/grants?held=" + held).must(200);
    ada.delete("/custody/grants/" + grant).must(204);
    ada.post("/custody/people/" + bob + "/leave").must(200);
    ada.delete("/teams/" + team).must(204);
    holder.post("/receipt/end").must(200);
    Browser other = handOver(link(ada, "anyone"), running.browser());
    ada.post("/custody/held/" + ada.get("/custody/held").text("id") + "/end").must(200);
    other.get("/receipt").must(200);
    String hook = ada.post("/webhooks", "url", "https://hooks.example.test/x").must(201).text("id");
    ada.get("/webhooks").must(200);
    String misspelt = "{\"url\":\"https://hooks.example.test/x\",\"events\":[\"code-raed\"]}";
    ada.json("POST", "/webhooks", misspelt).must(422);
    ada.delete("/webhooks/" + hook).must(204);
  }

  private static void work(Browser ada, Browser otto, String id) {
    String held = "/custody/held/" + id;
    otto.post(held + "/reserve").must(200);
    otto.delete(held + "/reserve").must(204);
    otto.post(held + "/code", "reason", "sign in").must(200);
    otto.post(held + "/recovery-codes/next", "reason", "locked out").must(200);
    for (String answer : new String[] {"approve", "deny"}) {
      String question = otto.post(held + "/approvals", "reason", "x").must(201).text("id");
      ada.get("/custody/approvals").must(200);
      ada.post("/custody/approvals/" + question + "/" + answer).must(204);
    }
    otto.get("/custody/held").must(200);
    ada.get(held + "/events").must(200);
  }

  private Browser.Reply link(Browser ada, String grantee) {
    return ada.json(
            "POST",
            "/custody/links",
            "{\"customer\":\"Ann\",\"expectedIssuer\":\"OpenAI\",\"purpose\":\"top up\","
                + "\"heldUntil\":\"%s\",\"grantees\":[\"%s\"]}"
                    .formatted(running.now().plusSeconds(3600), grantee))
        .must(201);
  }

  /// What a customer does with a link; answers who holds the receipt.
  private static Browser handOver(Browser.Reply link, Browser customer) {
    customer.with("X-Watchword-Link", link.text("url").replaceFirst(".*#", ""));
    customer.get("/hand-over").must(200);
    Optional<String> picture = Optional.of("GIF\nWRITTEN\n" + PeopleServer.URI);
    customer.send("POST", "/hand-over/scan", picture, "image/gif").must(200);
    Browser.Reply done =
        customer.json("POST", "/hand-over", "{\"uris\":[\"" + PeopleServer.URI + "\"]}").must(201);
    customer.with("X-Watchword-Receipt", done.text("url").replaceFirst(".*#", ""));
    customer
        .json(
            "POST",
            "/receipt/recovery-codes",
            "{\"heldId\":\"" + done.text("id") + "\",\"codes\":[\"AAAA-BBBB\"]}")
        .must(200);
    customer.get("/receipt").must(200);
    customer.get("/receipt/chain").must(200);
    return customer;
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
