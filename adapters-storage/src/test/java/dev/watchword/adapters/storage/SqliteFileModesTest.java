package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.vault.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY FI-01 and FI-02.
class SqliteFileModesTest {

  @TempDir Path folder;

  @Test
  void everythingIsTheOwnersAloneWhateverTheUmask() throws Exception {
    Path data = folder.resolve("new").resolve("data");
    Path file = data.resolve("vault.db");
    Process writer = VaultWriterProcess.start("umask 000", file, 1_000_000, 1);
    try (BufferedReader lines = JavaProcess.lines(writer)) {
      assertThat(lines.readLine()).startsWith("stored");
      assertThat(modes(data))
          .containsOnlyKeys("vault.db", "vault.db-wal", "vault.db-shm")
          .allSatisfy((name, mode) -> assertThat(mode).isEqualTo("rw-------"));
      assertThat(mode(data)).isEqualTo("rwx------");
      assertThat(mode(data.getParent())).isEqualTo("rwx------");
    } finally {
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-r--r--", "rw----r--", "rw--w----", "rw-----w-"})
  void refusesAVaultThatOthersCanReadOrChange(String mode) throws IOException {
    Path file = made();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(octal(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm", "-journal"})
  void refusesAVaultWhoseHelpersOthersCanRead(String suffix) throws IOException {
    Path file = made();
    Path helper = folder.resolve("vault.db" + suffix);
    Files.createFile(helper);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(file))
        .withMessageContaining(helper.toString())
        .withMessageContaining("0644");
  }

  @Test
  void refusesAFolderWhereOthersCouldReplaceTheVault() throws IOException {
    Path file = made();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(file))
        .withMessageContaining(folder.toString())
        .withMessageContaining("0777");
  }

  @Test
  void refusesWhatBelongsToAnotherUserOrLeadsThroughTheirLink() throws IOException {
    if (!Files.getAttribute(folder, "unix:uid").equals(0)) {
      return; // only root can give files away
    }
    Path file = made();
    Path link = folder.resolve("link.db");
    Files.createSymbolicLink(link, file);
    open(link).close();

    Files.setAttribute(link, "unix:uid", 65534, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(link))
        .withMessageContaining(link.toString())
        .withMessageContaining("65534");

    Files.setAttribute(file, "unix:uid", 65534);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(file))
        .withMessageContaining("another user");
  }

  @Test
  void worksThroughALinkOfOnesOwnAndThroughAnyName() throws IOException {
    Path odd = folder.resolve("a ?b%20'c\" ü.db");
    open(odd).close();
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, odd);

    try (Database database = open(link)) {
      assertThat(new JdbiVaultRepository(database).create(header(vault(1), 1))).isTrue();
      assertThat(modes(folder)).containsKeys(odd.getFileName() + "-wal");
    }
    try (Database database = open(odd)) {
      assertThat(new JdbiVaultRepository(database).vaults()).containsExactly(vault(1));
    }
    assertThat(modes(folder)).containsOnlyKeys(odd.getFileName().toString(), "link");
  }

  private Path made() {
    Path file = folder.resolve("vault.db");
    open(file).close();
    return file;
  }

  private static Database open(Path file) {
    return Database.open(new DatabaseSettings.Sqlite(file));
  }

  private static Map<String, String> modes(Path folder) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        modes.put(file.getFileName().toString(), mode(file));
      }
    }
    return modes;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String octal(String mode) {
    int bits = 0;
    for (char c : mode.toCharArray()) {
      bits = bits << 1 | (c == '-' ? 0 : 1);
    }
    return "%04o".formatted(bits);
  }
}
