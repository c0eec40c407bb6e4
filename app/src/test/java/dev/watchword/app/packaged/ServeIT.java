package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged server, from its start to the signal that ends it.
class ServeIT {

  private static final String OPEN_ID =
      """
      {"issuer": "https://id.example.org", "scopes_supported": ["openid"],
       "authorization_endpoint": "https://id.example.org/authorize",
       "token_endpoint": "https://id.example.org/token", "jwks_uri": "https://id.example.org/keys",
       "name": "Example Org", "client_id": "watchword"}
      """;

  private static final int KILLS = Integer.getInteger("watchword.server.kills", 2);

  @TempDir Path home;
  private Program program;
  private ServedProgram server;

  @BeforeEach
  void start() throws Exception {
    program = new Program(home);
    assertThat(program.run("init").exit()).isZero();
    Path openId = Files.writeString(home.resolve("openid.json"), OPEN_ID);
    server = ServedProgram.start(program, "--node", "node one", "--openid", openId.toString());
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void letsARequestUnderWayEndOnSigtermAndExitsWithZero() throws Exception {
    String token = Files.readString(home.resolve("started.out")).strip();
    try (Socket slow =
        server.ask(
            "POST /api/v1/entries",
            "Authorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 4\r\n"
                .formatted(token),
            "{ ")) {
      Thread.sleep(300);
      server.process().destroy(); // SIGTERM
      Thread.sleep(500);
      slow.getOutputStream().write(" }".getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      // an entry without a secret: answered, not cut
      assertThat(ServedProgram.status(slow)).isEqualTo(422);
    }
    assertThat(server.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.process().exitValue()).isZero();
  }

  @Test
  void servesItsMetrics() throws IOException {
    try (Socket socket = server.ask("GET /metrics", "", "")) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all)
          .startsWith("HTTP/1.1 200")
          .contains(
              "watchword_http_requests_seconds_count", "watchword_database_connections_most 4");
    }
  }

  @Test
  void offersTheProviderOfItsSettings() throws Exception {
    try (Socket socket = server.ask("GET /api/v1/setup", "", "")) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).startsWith("HTTP/1.1 200").contains("{\"name\":\"Example Org\"}");
    }
    Path broken = Files.writeString(home.resolve("broken.json"), "{}");
    var refused = program.run("serve", "--port", "0", "--openid", broken.toString());
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("broken.json lack `name`").doesNotContain("Exception");
  }

  @Test
  void logsOneLineAnEventWithTimeNodeRequestSourceAndActor() throws IOException { // LO-02, LO-03
    List<String> events = server.log().stream().filter(line -> line.contains("event=")).toList();
    assertThat(events)
        .isNotEmpty()
        .allMatch(line ->
            line.matches(
                "time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.?\\d*Z level=INFO node=\"node"
                    + " one\" event=request request=[0-9a-f]{8}-[0-9a-f]+ source=127\\.0\\.0\\.1"
                    + " actor=- method=GET route=/health/ready status=200 ms=\\d+\\.\\d"));
  }

  @Test
  void showsNothingThatTheJavaRuntimeSaysOfItself() throws IOException {
    assertThat(server.log()).isNotEmpty().noneMatch(line -> line.startsWith("["));
    assertThat(home.resolve("started.out")).content().matches("wwt_\\S+\\n"); // the token alone
  }

  @Test
  void leavesNoDumpOfCoreOrHeapAndLetsNobodyAttach() throws Exception { // UN-07
    Path process = Path.of("/proc", Long.toString(server.process().pid()));
    assertThat(Files.readAllLines(process.resolve("limits")))
        .anyMatch(line -> line.matches("Max core file size +0 +0 +bytes *"));
    assertThat(Files.readString(process.resolve("cmdline")))
        .contains("-XX:+DisableAttachMechanism", "-XX:-HeapDumpOnOutOfMemoryError");

    Path dump = home.resolve("heap.hprof");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.process().pid()),
                "GC.heap_dump",
                dump.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(jcmd.exitValue()).as(said).isNotZero();
    assertThat(dump).doesNotExist();
  }

  @Test
  void goesOnUnderAnotherKeyThatItsFileOpens() throws Exception { // CR-09
    String bearer = readersBearer();

    Program.Run rotated = program.run("rotate");

    assertThat(rotated.exit()).as(rotated.err()).isZero();
    assertThat(server.status("GET /api/v1/entries", bearer)).isEqualTo(200);
    assertThat(server.log()).anyMatch(line -> line.contains("gave the vault another key"));
  }

  @Test
  void locksItselfWhenTheKeyIsReplacedAndItsFileIsGone() throws Exception { // CR-09, UN-01
    server.close();
    Path once = program.passphrase("once", Program.PASSPHRASE);
    server = ServedProgram.start(program, "--passphrase-file", once.toString());
    Files.delete(once);
    String bearer = readersBearer();

    Program.Run rotated = program.run("rotate");

    assertThat(rotated.exit()).as(rotated.err()).isZero();
    assertThat(server.status("GET /api/v1/entries", bearer)).isEqualTo(423);
    assertThat(server.status("GET /health/live", "")).isEqualTo(200);
    assertThat(server.log()).anyMatch(line -> line.contains("is locked: The passphrase file"));
  }

  /// Of a token that reads entries, and does.
  private String readersBearer() throws Exception {
    String token = program.run("token", "reader", "--scope", "entries:read").out().strip();
    String bearer = ServedProgram.bearer(token);
    assertThat(server.status("GET /api/v1/entries", bearer)).isEqualTo(200);
    return bearer;
  }

  @Test
  void isLockedAfterEveryKill() throws Exception { // UN-09
    server.close();
    String bearer =
        ServedProgram.bearer(program.run("token", "reader", "--scope", "codes:read").out().strip());
    for (int i = 0; i < KILLS; i++) {
      try (ServedProgram open = ServedProgram.start(program)) {
        assertThat(open.status("GET /api/v1/codes", bearer)).isEqualTo(200);
      } // SIGKILL
      try (ServedProgram again = ServedProgram.start(program, "--locked")) {
        assertThat(again.status("GET /api/v1/codes", bearer)).isEqualTo(423);
      }
    }
  }
}
