package dev.watchword.adapters.storage;

import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.UnlockFiles;
import dev.watchword.core.vault.Unlocker;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Passphrase and key files that their owner alone can read. Thread-safe.
final class OwnerOnlyUnlockFiles implements UnlockFiles {

  private static final int LEAST_KEY_BYTES = 32;
  private static final int MOST_KEY_BYTES = 1024;

  /// A passphrase, its line's end, and some lines of remarks.
  private static final int MOST_PASSPHRASE_FILE_BYTES = 4096;

  @Override
  public Unlocker.ByPassphrase passphrase(Path file) {
    byte[] bytes = SecretFile.read("passphrase file", file, MOST_PASSPHRASE_FILE_BYTES);
    char[] characters = new char[0];
    try {
      characters = firstLine(bytes);
      return new Unlocker.ByPassphrase(Passphrase.of(characters));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new StorageException(
          "The passphrase file %s holds no passphrase: its first line must be 1 to 1,024 bytes of UTF-8."
              .formatted(file));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(characters, '\0');
    }
  }

  private static char[] firstLine(byte[] bytes) throws CharacterCodingException {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
    char[] line = new char[decoded.remaining()];
    decoded.get(line);
    Arrays.fill(decoded.array(), '\0');
    return line;
  }

  @Override
  public Unlocker.ByKey keyFile(Path file) {
    byte[] bytes = SecretFile.read("key file", file, MOST_KEY_BYTES);
    try {
      if (bytes.length < LEAST_KEY_BYTES) {
        throw new StorageException(
            "The key file %s is too short: 32 to 1,024 random bytes are wanted.".formatted(file));
      }
      return new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
