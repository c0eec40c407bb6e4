package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A SQLite store as a file among files: copied as it is at one instant, copied aside to be looked
/// at, and put in another's place.
public final class StoreFile {

  private static final List<String> SIBLINGS = List.of("-wal", "-shm", "-journal");

  private StoreFile() {}

  /// A copy of the store in a backup, for nobody else, on the disk when this returns.
  ///
  /// @param backup a store, all in one file, and a seal behind it
  /// @param sealLength bytes of the seal, which are not copied
  /// @param to must not be there; the folders on the way are made
  /// @return the seal
  /// @throws StorageException when it can't be read or written
  public static byte[] copy(Path backup, int sealLength, Path to) {
    PrivateFiles.makeFolder(PrivateFiles.folderOf(to));
    try (FileChannel from = FileChannel.open(backup, StandardOpenOption.READ)) {
      long length = from.size() - sealLength;
      if (!Files.isRegularFile(backup) || length <= 0) {
        throw new StorageException("%s is no backup, or was cut off.".formatted(backup));
      }
      whole(to, () -> transfer(from, length, to));
      ByteBuffer seal = ByteBuffer.allocate(sealLength);
      while (seal.hasRemaining() && from.read(seal, length + seal.position()) >= 0) {
        // reads on
      }
      return seal.array();
    } catch (NoSuchFileException e) {
      throw new StorageException("There is no backup %s.".formatted(backup), e);
    } catch (IOException e) {
      throw new StorageException("%s can't be read.".formatted(backup), e);
    }
  }

  private static void transfer(FileChannel from, long length, Path to) throws IOException {
    try (FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long at = 0;
      while (at < length) {
        long moved = from.transferTo(at, length - at, target);
        if (moved <= 0) {
          throw new EOFException("it got shorter");
        }
        at += moved;
      }
      target.force(true);
    }
  }

  /// Makes a file that is there whole or not at all.
  ///
  /// @param file must not be there
  /// @param content fills it
  static void whole(Path file, Content content) {
    boolean made = false;
    boolean whole = false;
    try {
      PrivateFiles.makeFile(file);
      made = true;
      content.write();
      whole = true;
    } catch (FileAlreadyExistsException e) {
      throw taken(file, e);
    } catch (IOException e) {
      throw new StorageException(
          "Nothing can be written into %s; look at the folder and the room on its disk."
              .formatted(PrivateFiles.folderOf(file)),
          e);
    } finally {
      if (made && !whole) {
        remove(file);
      }
    }
  }

  /// Fills a file.
  interface Content {
    void write() throws IOException;
  }

  private static StorageException taken(Path file, IOException cause) {
    return new StorageException("There is a file at %s already.".formatted(file), cause);
  }

  /// SHA-256 of a file.
  public static byte[] digest(Path file) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int count;
      while ((count = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, count);
      }
      return digest.digest();
    } catch (IOException e) {
      throw new StorageException("%s can't be read.".formatted(file), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /// Puts bytes behind a file, on the disk when this returns.
  public static void append(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      force(file);
    } catch (IOException e) {
      throw new StorageException("%s can't be written.".formatted(file), e);
    }
  }

  /// Gives a finished file its name.
  ///
  /// @param target in the same folder; must not be there
  public static void publish(Path finished, Path target) {
    try {
      Files.move(finished, target);
      forceFolder(target);
    } catch (FileAlreadyExistsException e) {
      throw taken(target, e);
    } catch (IOException e) {
      throw new StorageException("%s can't be written.".formatted(target), e);
    }
  }

  /// The backups in a folder: files with a name that ends in `.backup`, by name.
  public static List<Path> backups(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".backup"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException("The folder %s can't be read.".formatted(folder), e);
    }
  }

  /// Puts a store in the place of another, which stays beside it under the name that is given back.
  /// Refused while anybody has the other one open, so that nobody goes on writing to what was
  /// replaced.
  ///
  /// @param store whose place is taken; need not be there
  /// @param by closed, in the same folder
  /// @return where the replaced store is now; empty when there was none
  /// @throws StorageException when it is in use or can't be moved; then it is as it was
  public static Optional<Path> replace(Path store, Path by) {
    try {
      Optional<Path> aside = Optional.empty();
      if (Files.exists(store)) {
        settle(store);
        aside = Optional.of(free(store));
        Files.createLink(aside.get(), store);
      }
      Files.move(by, store, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(store);
      return aside;
    } catch (IOException e) {
      throw new StorageException("%s can't be replaced; it is as it was.".formatted(store), e);
    }
  }

  /// Sees to it that a store that was just closed is all in one file, on the disk.
  ///
  /// @throws StorageException when somebody else has it open
  static void settled(Path store) {
    settle(store);
    try {
      force(store);
    } catch (IOException e) {
      throw new StorageException("%s can't be written.".formatted(store), e);
    }
  }

  /// Takes a store's log into it, which only works while nobody else has it open.
  private static void settle(Path store) {
    try (Connection connection = SqliteFile.of(store).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=0");
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode=DELETE")) {
        if (mode.next() && mode.getString(1).equals("delete")) {
          return;
        }
      }
    } catch (SQLException inUse) {
      throw used(store, inUse);
    }
    throw used(store, null);
  }

  private static StorageException used(Path store, @Nullable SQLException cause) {
    String sentence =
        "The vault %s is in use; stop the server, `watchword lock`, and try again."
            .formatted(store);
    return cause == null ? new StorageException(sentence) : new StorageException(sentence, cause);
  }

  private static Path free(Path store) {
    for (int n = 1; ; n++) {
      Path name = store.resolveSibling(store.getFileName() + ".replaced-" + n);
      if (!Files.exists(name)) {
        return name;
      }
    }
  }

  /// Removes a copy and all that SQLite may have made beside it.
  public static void remove(Path copy) {
    removeQuietly(copy);
    SIBLINGS.forEach(suffix -> removeQuietly(copy.resolveSibling(copy.getFileName() + suffix)));
  }

  private static void removeQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is for its owner alone, and what is in it is sealed
    }
  }

  private static void forceFolder(Path file) throws IOException {
    try (FileChannel folder = FileChannel.open(PrivateFiles.folderOf(file))) {
      folder.force(true);
    }
  }

  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
