package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Lets sqlite-jdbc load its native library from a place where it stays, instead of unpacking it at
/// each start, which takes longer than all else that a short command does.
///
/// That place is the folder that the system property `watchword.native.dir` names, where the
/// package has put it; else a folder of our own under the user's cache, filled at the first start.
/// Where neither can be had, sqlite-jdbc unpacks as it always does.
final class SqliteNativeLibrary {

  /// The property that names the folder with the library.
  static final String FOLDER_PROPERTY = "watchword.native.dir";

  /// sqlite-jdbc's own property for it.
  private static final String LIBRARY_PATH = "org.sqlite.lib.path";

  /// The version of sqlite-jdbc, so that a newer one doesn't load an older one's library.
  static final String VERSION = "3.54.1.0";

  private SqliteNativeLibrary() {}

  /// To be called before the first connection.
  static void prepare() {
    if (System.getProperty(LIBRARY_PATH) != null) {
      return;
    }
    String placed = System.getProperty(FOLDER_PROPERTY);
    Optional<Path> folder = placed != null ? Optional.of(Path.of(placed)) : unpacked(cache());
    folder.ifPresent(path -> System.setProperty(LIBRARY_PATH, path.toString()));
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve(
        Path.of("watchword", "sqlite-" + VERSION + "-" + System.getProperty("os.arch")));
  }

  /// The folder with the library in it, unpacked now if it was not before, or if others could have
  /// changed what is there.
  static Optional<Path> unpacked(Path folder) {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path library = folder.resolve(name);
    try {
      if (!isOurs(library)) {
        PrivateFiles.makeFolder(folder);
        unpack(name, library);
      }
      PrivateFiles.check("library", library);
      return Optional.of(folder);
    } catch (IOException | StorageException e) {
      return Optional.empty();
    }
  }

  private static boolean isOurs(Path library) {
    if (!Files.exists(library)) {
      return false;
    }
    try {
      PrivateFiles.check("library", library);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /// By a file of a name that nobody else has, and that its owner alone may read: several threads,
  /// and processes that share the folder, may do so at once.
  private static void unpack(String name, Path library) throws IOException {
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Path fresh = Files.createTempFile(PrivateFiles.folderOf(library), name, ".new");
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("sqlite-jdbc has no library for this system");
      }
      try (OutputStream out =
          Files.newOutputStream(
              fresh, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
        in.transferTo(out);
      }
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
