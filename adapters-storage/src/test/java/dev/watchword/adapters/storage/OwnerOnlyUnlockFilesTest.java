package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.UnlockFiles;
import dev.watchword.core.vault.Unlocker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY UN-02 and UN-08.
class OwnerOnlyUnlockFilesTest {

  @TempDir Path folder;

  private final UnlockFiles files = new OwnerOnlyUnlockFiles();

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 1024})
  void takesKeyFilesOf32To1024Bytes(int length) throws IOException {
    try (Unlocker.ByKey key = files.keyFile(file(new byte[length], "rw-------"))) {
      assertThat(key.kind()).isEqualTo(KeySlot.Kind.KEY_FILE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 1025, 5000})
  void refusesKeyFilesOfOtherSizes(int length) throws IOException {
    Path file = file(new byte[length], "rw-------");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> files.keyFile(file))
        .withMessageContaining(file.toString());
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----, 0640", "rw-r--r--, 0644", "rw----r--, 0604", "rw--w----, 0620"})
  void refusesFilesThatOthersCanGetAtAndNamesTheMode(String mode, String octal) throws IOException {
    Path file = file("a passphrase of some length, and a key".getBytes(UTF_8), mode);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> files.keyFile(file))
        .withMessageContaining(octal)
        .withMessageContaining(file.toString());
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> files.passphrase(file))
        .withMessageContaining(octal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"four random words", "four random words\n", "four random words\r\nsecond line"})
  void readsThePassphraseFromTheFirstLine(String content) throws IOException {
    Path file = file(content.getBytes(UTF_8), "r--------");
    try (Unlocker.ByPassphrase unlocker = files.passphrase(file)) {
      assertThat(unlocker.fits(KeySlot.Kind.PASSPHRASE)).isTrue();
    }
  }

  @Test
  void readsThePassphraseWhole() throws IOException {
    byte[] long1024 = "é".repeat(512).getBytes(UTF_8);
    files.passphrase(file(long1024, "rw-------")).close();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> files.passphrase(file("x".repeat(1025).getBytes(UTF_8), "rw-------")));
  }

  @Test
  void refusesAFileWithoutAPassphraseAndNeverRepeatsWhatItRead() throws IOException {
    for (byte[] content :
        new byte[][] {
          {}, {'\n', 'x'}, {(byte) 0xff, (byte) 0xfe}, "y".repeat(5000).getBytes(UTF_8)
        }) {
      Path file = file(content, "rw-------");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> files.passphrase(file))
          .withMessageContaining(file.toString())
          .withMessageNotContaining("yyy");
    }
  }

  @Test
  void saysSoWhenThereIsNoSuchFile() {
    Path none = folder.resolve("none");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> files.keyFile(none))
        .withMessageContaining(none.toString());
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private Path file(byte[] content, String mode) throws IOException {
    Path file = folder.resolve("secret" + folder.toFile().list().length);
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }
}
