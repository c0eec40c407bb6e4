package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Opens a SQLite file: makes it where there is none, refuses it where others could get at it, and
/// brings its schema up to date.
///
/// @param path as the user named it
/// @param migrations what makes its schema
record SqliteOpening(Path path, Migrations migrations) {

  private static final List<String> SIBLINGS = List.of("-wal", "-shm", "-journal");

  /// Where SQLite's shared memory or its locks do not work: a WAL is for the processes of one
  /// machine (sqlite.org/wal.html).
  private static final Set<String> NETWORK_DISKS =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "afs",
          "afpfs",
          "ncpfs",
          "ceph",
          "lustre",
          "gpfs",
          "beegfs",
          "webdav",
          "davfs",
          "fuse.sshfs",
          "fuse.glusterfs",
          "fuse.ceph",
          "fuse.rclone",
          "fuse.s3fs",
          "fuse.gcsfuse",
          "fuse.davfs",
          "fuse.gvfsd-fuse");

  static SqliteOpening of(Path path) {
    return new SqliteOpening(path, Migrations.SQLITE);
  }

  /// The database, made and brought up to date where needed.
  Database open() {
    if (!Files.exists(path)) {
      make();
    }
    return current(true).orElseThrow();
  }

  /// Empty when there is no file, or nothing was ever stored in it.
  Optional<Database> openExisting() {
    return path.toFile().length() > 0 ? current(false) : Optional.empty();
  }

  private Optional<Database> current(boolean fill) {
    SqliteFile file = checked();
    Database database = new Database(new SqliteConnections(file));
    boolean good = false;
    try {
      Schema schema =
          database.query(session -> SqliteSchema.of(session.connection(), migrations, path));
      if (schema == Schema.ABSENT && !fill) {
        return Optional.empty();
      }
      SqliteMigration migration = new SqliteMigration(file, migrations);
      if (schema == Schema.CURRENT) {
        migration.clearUp();
      } else {
        database.close();
        migration.run();
        database = new Database(new SqliteConnections(file));
      }
      good = true;
      return Optional.of(database);
    } finally {
      if (!good) {
        database.close();
      }
    }
  }

  /// @param disk the kind of file system, as the host names it
  static void refuseNetworkDisk(Path path, String disk) {
    if (NETWORK_DISKS.contains(disk)) {
      throw new StorageException(
          "The vault %s can't be on a network disk (%s), where SQLite can lose data; keep it on a local disk, or in PostgreSQL."
              .formatted(path, disk));
    }
  }

  private void make() {
    Path folder = PrivateFiles.folderOf(path);
    PrivateFiles.makeFolder(folder);
    try {
      refuseNetworkDisk(path, diskOf(folder));
      PrivateFiles.makeFile(path);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was faster; its file is as good.
    } catch (IOException e) {
      throw new StorageException(
          "The vault %s can't be made; look at the mode of its folder and the room on its disk."
              .formatted(path),
          e);
    }
  }

  private SqliteFile checked() {
    if (!Files.isRegularFile(path)) {
      throw new StorageException("The vault %s is not a file.".formatted(path));
    }
    PrivateFiles.check("vault", path);
    Path real = real();
    refuseNetworkDisk(path, diskOf(real));
    SqliteFile file = SqliteFile.of(real);
    for (String suffix : SIBLINGS) {
      if (Files.exists(file.sibling(suffix))) {
        PrivateFiles.check("vault's", file.sibling(suffix));
      }
    }
    return file;
  }

  /// The kind of file system; empty where the host does not tell, as in a sandbox without `/proc`.
  private static String diskOf(Path there) {
    try {
      return Files.getFileStore(there).type();
    } catch (IOException untold) {
      return "";
    }
  }

  private Path real() {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new StorageException("The vault %s can't be read.".formatted(path), e);
    }
  }
}
