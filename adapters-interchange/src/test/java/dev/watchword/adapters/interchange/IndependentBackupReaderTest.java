package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Has `docs/backup-format/read_backup.py`, written in another language from the paper alone, open
/// Watchword's own backup. Left out where there is no Python with the libraries, never in CI.
class IndependentBackupReaderTest {

  private static final Path SCRIPT = Path.of("../docs/backup-format/read_backup.py");

  @TempDir private Path folder;

  private static boolean hasPython() {
    try {
      return new ProcessBuilder("/usr/bin/python3", "-c", "import cryptography, argon2")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String read(Path backup, String password, int wantedExit) throws Exception {
    Path passwordFile = Files.writeString(folder.resolve("password"), password + "\n");
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3", SCRIPT.toString(), backup.toString(), passwordFile.toString())
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors).isEqualTo(wantedExit);
    return out;
  }

  @Test
  void anIndependentReaderFindsAllThatWasWritten() throws Exception {
    assumeTrue(hasPython() || "true".equals(System.getenv("CI")), "no python3 with Argon2id here");
    List<NewEntry> entries = Samples.all();
    Path file;
    try (WrittenBackup backup = new WatchwordWriter().write(entries, Samples.context(true))) {
      file = Files.write(folder.resolve("backup"), backup.parts().getFirst().bytes());
    }
    JsonNode found = Fixtures.JSON.readTree(read(file, Samples.PASSWORD, 0)).get("entries");
    assertThat(found).hasSize(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      NewEntry entry = entries.get(i);
      KeyFields fields = KeyFields.of(entry.key());
      JsonNode json = found.get(i);
      assertThat(json.get("issuer").asText()).isEqualTo(entry.label().issuer());
      assertThat(json.get("secret").asText()).isEqualTo(KeyFields.base32(entry.key()));
      assertThat(json.path("counter").asLong(0)).isEqualTo(fields.counter());
      assertThat(json.path("pin").asText("")).isEqualTo(KeyFields.pin(entry.key()));
      assertThat(json.get("recoveryCodes")).hasSize(entry.recoveryCodes().size());
    }
    read(file, "another", 1);
    byte[] changed = Files.readAllBytes(file);
    changed[18] ^= 1; // the header is authenticated
    read(Files.write(folder.resolve("changed"), changed), Samples.PASSWORD, 1);
  }
}
