package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteNativeLibraryTest {

  @TempDir Path caches;

  @Test
  void knowsTheVersionOfItsLibrary() {
    assertThat(SqliteNativeLibrary.VERSION).isEqualTo(SQLiteJDBCLoader.getVersion());
  }

  @Test
  void isUnpackedOnceForItsOwnerAlone() throws IOException {
    Path folder = caches.resolve("a").resolve("b");

    assertThat(SqliteNativeLibrary.unpacked(folder)).contains(folder);
    Path library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
    assertThat(library).isNotEmptyFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");

    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
    assertThat(SqliteNativeLibrary.unpacked(folder)).contains(folder);
    assertThat(Files.getLastModifiedTime(library).toMillis()).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void isForItsOwnerAloneHoweverManyUnpackItAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path folder = caches.resolve("round" + round);
      Callable<Optional<Path>> unpack = () -> SqliteNativeLibrary.unpacked(folder);
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (var each : threads.invokeAll(Collections.nCopies(8, unpack))) {
          assertThat(each.get()).contains(folder);
        }
      }
      assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
  }

  @Test
  void isUnpackedAnewWhereOthersCouldReadOrChangeIt() throws IOException {
    Path folder = caches.resolve("read");
    SqliteNativeLibrary.unpacked(folder);
    Path library = folder.resolve(LibraryLoaderUtil.getNativeLibName());
    Files.write(library, new byte[] {1});
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(SqliteNativeLibrary.unpacked(folder)).contains(folder);
    assertThat(Files.size(library)).isGreaterThan(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
        .isEqualTo("rw-------");
  }

  @Test
  void isNotTakenFromWhereOthersCouldReplaceIt() throws IOException {
    Path folder = caches.resolve("open");
    SqliteNativeLibrary.unpacked(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(SqliteNativeLibrary.unpacked(folder)).isEmpty();
  }
}
