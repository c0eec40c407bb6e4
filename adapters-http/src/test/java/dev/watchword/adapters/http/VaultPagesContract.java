package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// Walks the operations that the vault's pages came with, and that take more than a token and JSON,
/// for [ContractTest].
final class VaultPagesContract {

  private static final String PREVIEW = "/api/v1/entries/preview";
  private static final String SCANNED = "/api/v1/scan/entries";
  private static final String ICON = "/api/v1/entries/{id}/icon";
  private static final String URI_BODY = "{\"uri\":\"" + RunningServer.URI + "\"}";
  private static final String FORM = "multipart/form-data; boundary=xyz";

  private final RunningServer running;
  private final ContractClient client;

  VaultPagesContract(RunningServer running, ContractClient client) {
    this.running = running;
    this.client = client;
  }

  void walk() {
    time();
    preview();
    scanned();
    icon();
    formats();
    events();
    full();
  }

  private void time() {
    client.call("GET", "/api/v1/time").expect(200);
    client.call("GET", "/api/v1/time", "/api/v1/time?access_token=x").broken().expect(400);
  }

  private void preview() {
    String token = running.token(TokenScope.SCAN);
    assertThat(
            client
                .call("POST", PREVIEW)
                .token(token)
                .json(URI_BODY)
                .expect(200)
                .json()
                .get("current")
                .get("value")
                .asText())
        .hasSize(6);
    client.call("POST", PREVIEW).broken().json(URI_BODY).expect(401);
    client.call("POST", PREVIEW).token(lacking()).json(URI_BODY).expect(403);
    client.call("POST", PREVIEW).token(token).broken().json("{").expect(400);
    client.call("POST", PREVIEW).token(token).broken().json(" ".repeat(65_537)).expect(413);
    client.call("POST", PREVIEW).token(token).broken().body("text/plain", new byte[1]).expect(415);
    client.call("POST", PREVIEW).token(token).broken().json("{}").expect(422);
    client.call("POST", PREVIEW).token(token).json("{\"uri\":\"WIFI:S:x\"}").expect(422);
    whileBroken(() -> client.call("POST", PREVIEW).token(token).json(URI_BODY).expect(503));
  }

  private String lacking() {
    return running.token(TokenScope.RECOVERY_READ);
  }

  private void whileBroken(Runnable request) {
    running.tokens.broken = true;
    request.run();
    running.tokens.broken = false;
  }

  static byte[] form(byte[] picture, String... fields) {
    StringBuilder head = new StringBuilder();
    for (String field : fields) {
      String[] pair = field.split("=", 2);
      head.append("--xyz\r\nContent-Disposition: form-data; name=\"")
          .append(pair[0])
          .append("\"\r\n\r\n")
          .append(pair[1])
          .append("\r\n");
    }
    head.append("--xyz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] end = "\r\n--xyz--\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[start.length + picture.length + end.length];
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(picture, 0, body, start.length, picture.length);
    System.arraycopy(end, 0, body, start.length + picture.length, end.length);
    return body;
  }

  private ContractClient.Call scanned(String... fields) {
    return client
        .call("POST", SCANNED)
        .broken() // the validator reads no multipart
        .body(FORM, form(WrittenPictures.picture("WIFI:S:x;;", RunningServer.URI), fields));
  }

  private void scanned() {
    String token = running.token(TokenScope.ENTRIES_WRITE);
    scanned("code=1", "account=Ada", "tag=a", "tag=b").token(token).expect(201);
    scanned("code=1").expect(401);
    scanned("code=1").token(lacking()).expect(403);
    client.call("POST", SCANNED).token(token).broken().body(FORM, new byte[3]).expect(400);
    client.call("POST", SCANNED).token(token).broken().json("{}").expect(415);
    client
        .call("POST", SCANNED)
        .token(token)
        .broken()
        .body(FORM, new byte[DecodeLimits.STANDARD.maxBytes() + 20_000])
        .expect(413);
    scanned("code=2").token(token).expect(422);
    scanned("code=0").token(token).expect(422);
    running.unlocked = false;
    scanned("code=1").token(token).expect(423);
    running.unlocked = true;
    whileBroken(() -> scanned("code=1").token(token).expect(503));
  }

  private ContractClient.Call icon(String id) {
    return client
        .call("PUT", ICON, "/api/v1/entries/" + id + "/icon")
        .body("image/png", WrittenPictures.picture());
  }

  private void icon() {
    String id = running.add(RunningServer.URI).toString();
    String token = running.token(TokenScope.ENTRIES_WRITE);
    String missing = "00000000-0000-4000-8000-000000000000";
    icon(id).token(token).expect(204);
    icon(id).expect(401);
    icon(id).token(lacking()).expect(403);
    icon(missing).token(token).expect(404);
    client
        .call("PUT", ICON, "/api/v1/entries/" + id + "/icon?access_token=1")
        .token(token)
        .broken()
        .body("image/png", new byte[2])
        .expect(400);
    icon(id).token(token).body("image/png", new byte[(1 << 20) + 1]).expect(413);
    icon(id).token(token).broken().body("text/plain", new byte[2]).expect(415);
    icon(id).token(token).body("image/png", new byte[2]).expect(422);
    running.unlocked = false;
    icon(id).token(token).expect(423);
    running.unlocked = true;
    whileBroken(() -> icon(id).token(token).expect(503));
  }

  private void formats() {
    String formats = "/api/v1/formats";
    String token = running.token(TokenScope.ENTRIES_READ);
    assertThat(client.call("GET", formats).token(token).expect(200).json().get("formats"))
        .isNotEmpty();
    client.call("GET", formats).broken().expect(401);
    client.call("GET", formats).token(lacking()).expect(403);
    client.call("GET", formats, formats + "?access_token=1").token(token).broken().expect(400);
    running.unlocked = false;
    client.call("GET", formats).token(token).expect(423);
    running.unlocked = true;
    whileBroken(() -> client.call("GET", formats).token(token).expect(503));
  }

  /// The good answer has no end of its own: the token's makes one.
  private void events() {
    String events = "/api/v1/events";
    String token = running.token(TokenScope.ENTRIES_READ);
    client.call("GET", events).token(token).expect(406);
    client.call("GET", events).broken().expect(401);
    client.call("GET", events).token(lacking()).expect(403);
    client.call("GET", events, events + "?x=1").token(token).broken().expect(400);
    running.unlocked = false;
    client.call("GET", events).token(token).expect(423);
    running.unlocked = true;
    whileBroken(() -> client.call("GET", events).token(token).expect(503));
    running.revokeSoon();
    client.call("GET", events).token(token).header("Accept", "text/event-stream").expect(200);
    running.tokens.forgetful = false;
  }

  private void full() {
    List<NewEntry> many =
        IntStream.range(0, ServedVault.MAX_ENTRIES)
            .mapToObj(i -> new NewEntry(new Label("S", "a" + i), key()))
            .toList();
    List<EntryId> added = running.vault.add(many).stream().map(entry -> entry.id()).toList();
    String token = running.token(TokenScope.ENTRIES_WRITE);
    client.call("POST", "/api/v1/entries").token(token).json(URI_BODY).expect(409);
    scanned("code=1").token(token).expect(409);
    client
        .call("POST", "/api/v1/import")
        .token(token)
        .body("text/plain", "fake\nFull:ann GEZDGNBV\n".getBytes(StandardCharsets.US_ASCII))
        .expect(409);
    running.vault.purge(added);
  }

  private static OtpKey key() {
    return new OtpKey(TotpParameters.STANDARD, SharedSecret.copyOf(new byte[10]));
  }

  /// @param spent a token that may not ask any more
  void limits(String spent) {
    client.call("POST", PREVIEW).token(spent).json(URI_BODY).expect(429);
    scanned("code=1").token(spent).expect(429);
    icon("00000000-0000-4000-8000-000000000000").token(spent).expect(429);
    client.call("GET", "/api/v1/formats").token(spent).expect(429);
    client.call("GET", "/api/v1/events").token(spent).expect(429);
  }

  /// While a planted fault is there.
  void faults(String token) {
    icon("00000000-0000-4000-8000-000000000000").token(token).expect(500);
    scanned("code=1").token(token).expect(500);
  }
}
