package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program with a root key in a PKCS#11 token: SoftHSM, from Debian's packages. Left
/// out where that is missing, never in CI.
class TokenIT {

  private static final Path UTILITY = Path.of("/usr/bin/softhsm2-util");
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
  private static final String PIN = "24680";

  @TempDir Path home;
  private Program operator;
  private Program program;
  private String key;

  @BeforeEach
  void makeATokenAndAVault() throws Exception {
    assumeTrue(
        Files.exists(UTILITY) || "true".equals(System.getenv("CI")), "SoftHSM is not installed");
    Path tokens = Files.createDirectory(home.resolve("tokens"));
    Path configuration =
        Files.writeString(home.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
    program = new Program(home).with("SOFTHSM2_CONF", configuration.toString());
    key =
        "pkcs11:object=root;slot-id=%s?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=%s"
            .formatted(initialise(configuration), program.passphrase("pin", PIN));
    assertThat(program.run("init").exit()).isZero();
    assertThat(program.run("add", Program.sample().toString()).exit()).isZero();
    Program.Run added = program.run("slot", "add", "--create", key);
    assertThat(added.exit()).as(added.err()).isZero();
    operator = program;
    program = operator.without("WATCHWORD_PASSPHRASE_FILE");
  }

  private static String initialise(Path configuration) throws IOException, InterruptedException {
    ProcessBuilder utility =
        new ProcessBuilder(
            UTILITY.toString(),
            "--init-token",
            "--free",
            "--label",
            "test",
            "--pin",
            PIN,
            "--so-pin",
            PIN);
    utility.environment().put("SOFTHSM2_CONF", configuration.toString());
    Process process = utility.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher slot = SLOT.matcher(said);
    assertThat(process.waitFor(30, TimeUnit.SECONDS) && slot.find()).as(said).isTrue();
    return slot.group(1);
  }

  @Test
  void givesCodesByIt() {
    assertThat(program.run("code", "openai").exit()).isEqualTo(1);
    Program.Run code = program.run("code", "openai", "--key-file", key);
    assertThat(code.exit()).as(code.err()).isZero();
    assertThat(code.out()).matches("\\d{6}\n");
    assertThat(program.run("slot", "list").out()).contains("root-key").contains("token: root");
  }

  @Test
  void theAgentIsUnlockedByIt() {
    Program.Run unlocked = program.run("unlock", "--key-file", key);
    try {
      assertThat(unlocked.exit()).as(unlocked.err()).isZero();
      assertThat(program.run("code", "openai").out()).matches("\\d{6}\n");
    } finally {
      program.run("lock");
    }
  }

  @Test
  void theServerStartsUnlockedByIt() throws Exception { // UN-01, UN-08
    Process server = program.started("serve", "--port", "0", "--key-file", key);
    try {
      for (int i = 0; !greeted() && i < 300; i++) {
        assertThat(server.isAlive()).as("%s", log()).isTrue();
        Thread.sleep(100);
      }
      assertThat(greeted()).as("%s", log()).isTrue();
      // a token is shown by a server that has its vault open, and by no other
      assertThat(Files.readString(home.resolve("started.out"))).startsWith("wwt_");
      assertThat(String.join("\n", log())).doesNotContain(PIN);
    } finally {
      server.destroy();
      assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theServerGoesOnUnderAnotherKeyThatTheTokenOpens() throws Exception { // CR-09
    try (ServedProgram server = ServedProgram.start(program, "--key-file", key)) {
      String token = operator.run("token", "reader", "--scope", "entries:read").out().strip();
      String bearer = ServedProgram.bearer(token);
      assertThat(server.status("GET /api/v1/entries", bearer)).isEqualTo(200);

      Program.Run rotated = operator.run("rotate", "--keep-key-file", key);

      assertThat(rotated.exit()).as(rotated.err()).isZero();
      assertThat(server.status("GET /api/v1/entries", bearer)).isEqualTo(200);
      assertThat(String.join("\n", server.log())).contains("another key").doesNotContain(PIN);
    }
  }

  @Test
  void withoutTheTokenItStaysLocked() {
    program.with("SOFTHSM2_CONF", home.resolve("none.conf").toString());
    Program.Run code = program.run("code", "openai", "--key-file", key);
    assertThat(code.exit()).isEqualTo(1);
    assertThat(code.out()).isEmpty();
    assertThat(code.err()).contains("The token can't be reached").doesNotContain(PIN);

    assertThat(program.run("serve", "--port", "0", "--key-file", key).exit()).isEqualTo(1);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(home.resolve("started.err"));
  }

  private boolean greeted() throws IOException {
    return log().stream().anyMatch(line -> line.startsWith("Watchword answers on"));
  }
}
