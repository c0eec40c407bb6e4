package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we write, opened by the programs that it is for, and what they write, as Debian packages
/// them: keepassxc, otpclient-cli, python3-pykeepass, python3-cryptography, python3-argon2,
/// python3-nacl. Left out where one is missing, never in CI.
@Tag("slow")
class RealProgramsTest {

  @BeforeEach
  void needTheProgramsInCi() {
    boolean all =
        Stream.of("keepassxc-cli", "otpclient-cli", "python3")
                .allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)))
            && Stream.of("pykeepass", "nacl", "argon2", "cryptography")
                .allMatch(
                    name -> Files.isDirectory(Path.of("/usr/lib/python3/dist-packages", name)));
    assumeTrue(all || "true".equals(System.getenv("CI")), "not all programs are installed");
  }

  @TempDir private Path folder;

  private static List<NewEntry> fitting(BackupWriter writer) {
    return Samples.all().stream().filter(writer.capacity()::holds).toList();
  }

  private Path written(BackupWriter writer, List<NewEntry> entries, boolean encrypted)
      throws IOException {
    try (WrittenBackup backup = writer.write(entries, Samples.context(encrypted))) {
      WrittenBackup.Part part = backup.parts().getFirst();
      return Files.write(folder.resolve("backup." + part.extension()), part.bytes());
    }
  }

  private String run(String input, String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readString(out);
  }

  @Test
  void keepassxcMakesTheSameCodesFromOurDatabase() throws Exception {
    BackupWriter writer = new KeePassWriter();
    List<NewEntry> entries = fitting(writer);
    Path file = written(writer, entries, true);
    for (NewEntry entry : entries) {
      Label label = entry.label();
      if (KeyFields.of(entry.key()).type() == OtpType.HOTP) {
        continue; // KeePassXC has no HOTP
      }
      String title = label.issuer().isEmpty() ? label.accountName() : label.issuer();
      String before = entry.key().at(Instant.now()).code();
      String shown =
          run(Samples.PASSWORD + "\n", "keepassxc-cli", "show", "-q", "-t", file.toString(), title)
              .strip();
      String after = entry.key().at(Instant.now()).code();
      assertThat(shown).as(title).isIn(before, after);
    }
  }

  @Test
  void pykeepassReadsOurDatabase() throws Exception {
    BackupWriter writer = new KeePassWriter();
    List<NewEntry> entries = fitting(writer);
    Path file = written(writer, entries, true);
    String script =
        """
        import sys
        from pykeepass import PyKeePass
        db = PyKeePass(sys.argv[1], password=sys.argv[2])
        for e in db.entries:
            print(e.title, e.username, e.otp or e.get_custom_property('HmacOtp-Counter'), e.tags, sep='|')
        """;
    String shown = run("", "/usr/bin/python3", "-c", script, file.toString(), Samples.PASSWORD);
    assertThat(shown.lines()).hasSize(entries.size());
    assertThat(shown).contains("|bo|otpauth://totp/Bank:bo?secret=").contains("Work");
  }

  @Test
  void readsADatabaseThatKeepassxcMade() throws Exception {
    Path xml = Files.write(folder.resolve("in.xml"), Fixtures.bytes("keepass/xml.xml"));
    Path made = folder.resolve("made.kdbx");
    String twice = Samples.PASSWORD + "\n" + Samples.PASSWORD + "\n";
    run(twice, "keepassxc-cli", "import", "-q", "-p", xml.toString(), made.toString());
    JsonNode report =
        Fixtures.report(
            List.of(new BackupFile("made.kdbx", Files.readAllBytes(made))),
            Optional.of(Samples.PASSWORD),
            Optional.empty());
    assertThat(report.get("entries"))
        .hasSameSizeAs(Fixtures.named("keepass/xml").node().get("entries"));
    assertThat(report.get("failures")).isEmpty();
  }

  /// OTPClient opens the database that our generator made, so that its reader is held against more
  /// than our own understanding, and what it exports is read as what went in.
  @Test
  void readsWhatOtpclientExportsFromItsDatabase() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path database = Files.write(home.resolve("db.enc"), Fixtures.bytes("otpclient/version-1.enc"));
    Files.createDirectories(home.resolve(".config"));
    Files.writeString(
        home.resolve(".config/otpclient.cfg"),
        "[config]\ndb_path=" + database + "\ndisable_secret_service=true\n");
    JsonNode expected = Fixtures.named("otpclient/version-1").node().get("entries");
    for (Map.Entry<String, String> export :
        Map.of(
                "aegis", "aegis_export_plain.json",
                // release 3.1.4 has these two the wrong way round
                "andotp_plain", "andotp_exports.json.aes",
                "andotp_encrypted", "andotp_exports.json",
                "freeotpplus", "freeotpplus-exports.txt")
            .entrySet()) {
      run(
          "",
          "env",
          "HOME=" + home,
          "/usr/bin/python3",
          Path.of("src/test/generator/type_password.py").toAbsolutePath().toString(),
          Samples.PASSWORD,
          "otpclient-cli",
          "export",
          "-t",
          export.getKey(),
          "-d",
          home.toString());
      JsonNode report =
          Fixtures.report(
              List.of(
                  new BackupFile(
                      export.getValue(), Files.readAllBytes(home.resolve(export.getValue())))),
              Optional.of(Samples.PASSWORD),
              Optional.empty());
      assertThat(report.get("failures")).isEmpty();
      assertThat(report.get("entries")).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        for (String field :
            List.of("type", "issuer", "account", "secret", "algorithm", "digits", "counter")) {
          assertThat(report.get("entries").get(i).get(field))
              .as(export.getKey() + " " + field)
              .isEqualTo(expected.get(i).get(field));
        }
      }
    }
  }

  /// An own opener of each sealed format in Python, by other libraries than ours.
  @Test
  void anIndependentScriptOpensWhatWeSeal() throws Exception {
    String script = Path.of("src/test/generator/open_sealed.py").toAbsolutePath().toString();
    for (BackupWriter writer :
        List.of(
            new AegisWriter(),
            new TwoFasWriter(),
            new EnteWriter(),
            new BitwardenWriter(),
            new StratumWriter(),
            new AndOtpWriter())) {
      List<NewEntry> entries = fitting(writer);
      Path file = written(writer, entries, true);
      String shown =
          run(
              "",
              "/usr/bin/python3",
              script,
              writer.getClass().getSimpleName(),
              file.toString(),
              Samples.PASSWORD);
      assertThat(shown).contains(KeyFields.base32(entries.getFirst().key()));
    }
  }
}
