package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand secrets, looked for in whatever a vault leaves on the disk (SECURITY CR-01).
class CanariesTest {

  private static final int COUNT = 1_000;

  /// As many bytes of a spelling as can't be there by chance.
  private static final int NEEDLE = 8;

  private static final String PASSPHRASE = "eleven green lamps over water";

  @TempDir Path folder;

  @Test
  void areNowhereInTheFilesInAnySpelling() throws IOException { // CR-01
    List<byte[]> canaries = new ArrayList<>();
    Random random = new Random(17);
    try (Database database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")));
        OpenVault vault =
            RotatingProcess.create(new JdbiVaultRepository(database), PASSPHRASE, 0)) {
      List<NewEntry> entries = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        canaries.add(secret);
        OtpKey key = new OtpKey(TotpParameters.STANDARD, SharedSecret.copyOf(secret));
        entries.add(new NewEntry(new Label("Site " + i, "me"), key));
      }
      vault.add(entries);
      vault.code(vault.entries().getFirst().id(), Instant.EPOCH);

      Map<Long, String> needles = needles(canaries);
      assertThat(found(needles)).as("with the vault open, its log beside it").isEmpty();
      database.copyTo(folder.resolve("copy.db"));
    }
    Map<Long, String> needles = needles(canaries);
    assertThat(found(needles)).as("closed, and as a copy").isEmpty();

    Files.write(
        folder.resolve("planted"),
        ("x" + Base32.encode(canaries.get(500)) + "x").getBytes(StandardCharsets.US_ASCII));
    assertThat(found(needles)).as("that it would be found").containsExactly("500 in base32");
  }

  /// The beginnings of every spelling of every canary.
  private static Map<Long, String> needles(List<byte[]> canaries) {
    Map<Long, String> needles = new HashMap<>();
    for (int i = 0; i < canaries.size(); i++) {
      byte[] raw = canaries.get(i);
      String base32 = Base32.encode(raw);
      String hex = HexFormat.of().formatHex(raw);
      needles.put(needle(raw, 0), i + " raw");
      needles.put(needle(ascii(base32), 0), i + " in base32");
      needles.put(needle(ascii(base32.toLowerCase(Locale.ROOT)), 0), i + " in base32");
      needles.put(needle(ascii(hex), 0), i + " in hex");
      needles.put(needle(ascii(hex.toUpperCase(Locale.ROOT)), 0), i + " in hex");
      needles.put(needle(ascii(Base64.getEncoder().encodeToString(raw)), 0), i + " in base64");
    }
    return needles;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static long needle(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + NEEDLE; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  private Set<String> found(Map<Long, String> needles) throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i + NEEDLE <= bytes.length; i++) {
          String what = needles.get(needle(bytes, i));
          if (what != null) {
            found.add(what);
          }
        }
      }
    }
    return found;
  }
}
