package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.packaged.Program.Run;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.testing.HeapDump;
import dev.watchword.core.testing.HeapDump.Needle;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the memory of the program's own processes, searched in dumps of their heaps
/// (SECURITY UN-05, UN-06).
class HeapIT {

  private static final int SECRETS = 1_000;
  private static final int CODES = Integer.getInteger("watchword.heap.codes", 30);
  private static final int DUMPS = Integer.getInteger("watchword.heap.dumps", 2);

  @TempDir Path home;
  private Program program;
  private final List<Needle> secrets = new ArrayList<>();
  private final List<Needle> passphrases = new ArrayList<>();
  private final List<Needle> names = List.of(needle("a name", "somebody-500@example.org"));

  @BeforeEach
  void vaultOfAThousand() throws IOException {
    program = new Program(home).openToDumps();
    lookFor(Program.PASSPHRASE);
    assertThat(program.run("init").exit()).isZero();
    StringBuilder uris = new StringBuilder();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < SECRETS; i++) {
      byte[] secret = new byte[20];
      random.nextBytes(secret);
      String text = Base32.encode(secret);
      secrets.add(new Needle("secret " + i, secret));
      secrets.add(needle("secret " + i + ", Base32", text));
      uris.append("otpauth://totp/Site:somebody-%d@example.org?secret=%s%n".formatted(i, text));
    }
    Path file = Files.writeString(home.resolve("uris.txt"), uris);
    Run imported = program.run("import", file.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    Files.delete(file);
  }

  private static Needle needle(String name, String text) {
    return new Needle(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void lookFor(String passphrase) {
    passphrases.add(needle("passphrase", passphrase));
    passphrases.add(
        new Needle("passphrase, UTF-16BE", passphrase.getBytes(StandardCharsets.UTF_16BE)));
    passphrases.add(
        new Needle("passphrase, UTF-16LE", passphrase.getBytes(StandardCharsets.UTF_16LE)));
  }

  @AfterEach
  void noAgentStays() {
    program.run("lock");
  }

  /// Collects garbage in the process, dumps what is left, and searches it.
  private Set<String> found(List<Needle> needles, long pid) throws Exception {
    Path dump = home.resolve("heap.hprof");
    Path said = home.resolve("jcmd.out");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.heap_dump",
                dump.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(jcmd.exitValue()).as(Files.readString(said)).isZero();
    try {
      return HeapDump.search(needles, dump);
    } finally {
      Files.delete(dump);
    }
  }

  private void assertThatAllIsWiped(long pid) throws Exception {
    assertThat(found(names, pid))
        .as("what is no secret lies there, so the search finds")
        .hasSize(1);
    for (int i = 0; i < DUMPS; i++) {
      assertThat(found(passphrases, pid)).isEmpty();
      assertThat(found(secrets, pid)).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void theAgentKeepsNeitherThePassphraseNorTheSecretsOfCodes() throws Exception { // UN-06
    assertThat(program.run("unlock").exit()).isZero();
    Program stranger = program.without("WATCHWORD_PASSPHRASE_FILE");
    TimeUnit.SECONDS.sleep(1);
    long pid = AgentIT.agentOf(home).pid();
    assertThatAllIsWiped(pid);

    for (int i = 0; i < CODES; i++) {
      String one = "somebody-" + (SECRETS - 1 - i) + "@example.org";
      assertThat(stranger.run("code", one).out()).matches("\\d{6}\n");
    }

    assertThatAllIsWiped(pid);
    ProcessHandle agent = AgentIT.agentOf(home);
    assertThat(program.run("lock").exit()).isZero();
    agent.onExit().get(20, TimeUnit.SECONDS); // UN-05: there is nothing left to dump
  }

  @Test
  void theServerKeepsNeitherAndNothingOnceItIsLocked() throws Exception { // UN-05, UN-06
    Path file = program.passphrase("once", Program.PASSPHRASE);
    try (ServedProgram server =
        ServedProgram.start(program, "--passphrase-file", file.toString())) {
      String bearer =
          ServedProgram.bearer(
              program.run("token", "reader", "--scope", "codes:read").out().strip());
      long pid = server.process().pid();
      try (Socket all = server.ask("GET /api/v1/codes", bearer, "")) {
        String codes = new String(all.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(codes).startsWith("HTTP/1.1 200").contains("\"code\":");
      }
      TimeUnit.SECONDS.sleep(1);
      assertThatAllIsWiped(pid);

      // it opens the new key by the same file
      assertThat(statusAfterARotation(server, bearer)).isEqualTo(200);
      TimeUnit.SECONDS.sleep(1);
      assertThatAllIsWiped(pid);

      Files.delete(file);
      assertThat(statusAfterARotation(server, bearer)).isEqualTo(423);

      for (int i = 0; i < DUMPS; i++) {
        assertThat(found(passphrases, pid)).isEmpty();
        assertThat(found(secrets, pid)).isEmpty();
      }
    }
  }

  private int statusAfterARotation(ServedProgram server, String bearer) throws Exception {
    Run rotated = program.run("rotate");
    assertThat(rotated.exit()).as(rotated.err()).isZero();
    return server.status("GET /api/v1/codes", bearer);
  }
}
