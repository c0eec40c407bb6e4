package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Files that nobody but their owner may read or change: makes them so from their first moment, and
/// refuses those that are not (SECURITY FI-01, FI-02, UN-08).
///
/// Where a file system knows no modes, there is nothing to check.
final class PrivateFiles {

  private static final int OTHERS = 0077;
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;
  private static final int MAX_LINKS = 40;

  private PrivateFiles() {}

  /// Refuses a file that others can read or change, that belongs to somebody else, or that is
  /// reached through somebody else's symbolic link.
  ///
  /// @param what how a message calls the file: `vault`, `key file`
  static void check(String what, Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (!knowsModes(path)) {
      return;
    }
    checkLinks(what, path, 0);
    Attributes attributes = Attributes.of(path);
    if (!attributes.ofMine()) {
      throw new StorageException(
          "The %s %s belongs to another user (uid %d); use a file of your own."
              .formatted(what, file, attributes.uid()));
    }
    if ((attributes.mode() & OTHERS) != 0) {
      throw new StorageException(
          "Others can read or change the %s %s (mode %s); run: chmod 600 %s"
              .formatted(what, file, octal(attributes), file));
    }
    checkFolder(what, folderOf(path));
  }

  /// Whether somebody besides the administrator and us can change a file, or replace what a folder
  /// holds.
  static boolean canBeChangedByOthers(Path path) {
    if (!knowsModes(path)) {
      return false;
    }
    Attributes attributes = Attributes.of(path);
    boolean owners = Files.isDirectory(path) && (attributes.mode() & STICKY) != 0;
    return !attributes.ofMine() || (attributes.mode() & OTHERS_WRITE) != 0 && !owners;
  }

  private static void checkFolder(String what, Path folder) {
    Attributes attributes = Attributes.of(folder);
    if ((attributes.mode() & OTHERS_WRITE) != 0 && (attributes.mode() & STICKY) == 0) {
      throw new StorageException(
          "Others can replace the %s in the folder %s (mode %s); run: chmod go-w %s"
              .formatted(what, folder, octal(attributes), folder));
    }
  }

  private static void checkLinks(String what, Path path, int followed) {
    Path here = path.getRoot();
    for (Path name : path) {
      here = here.resolve(name);
      if (!Files.isSymbolicLink(here)) {
        continue;
      }
      Attributes link = Attributes.ofLink(here);
      if (!link.ofMine()) {
        throw new StorageException(
            "The %s %s is reached through %s, a link that belongs to another user (uid %d)."
                .formatted(what, path, here, link.uid()));
      }
      if (followed == MAX_LINKS) {
        throw new StorageException("The %s %s is a circle of links.".formatted(what, path));
      }
      checkLinks(what, target(here), followed + 1);
    }
  }

  private static Path target(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    } catch (IOException e) {
      throw new StorageException("%s can't be read.".formatted(link), e);
    }
  }

  /// Makes the folders that are missing on the way, each open to its owner alone.
  static void makeFolder(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    try {
      Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new StorageException("%s is not a folder.".formatted(folder), e);
      }
    } catch (IOException e) {
      throw new StorageException("The folder %s can't be made.".formatted(folder), e);
    }
  }

  /// Makes an empty file that its owner alone may read.
  ///
  /// @throws FileAlreadyExistsException when there is one
  static void makeFile(Path file) throws IOException {
    Files.newByteChannel(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnlyFile(file))
        .close();
  }

  /// With what a file is made that its owner alone may read.
  static FileAttribute<?>[] ownerOnlyFile(Path file) {
    return ownerOnly(file, "rw-------");
  }

  /// The folder that a file is in; a root is in itself.
  static Path folderOf(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder;
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String mode) {
    if (!knowsModes(path)) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean knowsModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static String octal(Attributes attributes) {
    return "%04o".formatted(attributes.mode() & 07777);
  }

  private record Attributes(int mode, int uid) {

    static Attributes of(Path path) {
      return read(path);
    }

    static Attributes ofLink(Path path) {
      return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Attributes read(Path path, LinkOption... options) {
      try {
        Map<String, Object> found = Files.readAttributes(path, "unix:mode,uid", options);
        return new Attributes(
            (int) Objects.requireNonNull(found.get("mode")),
            (int) Objects.requireNonNull(found.get("uid")));
      } catch (IOException e) {
        throw new StorageException("%s can't be read.".formatted(path), e);
      }
    }

    /// Mine, or the administrator's.
    boolean ofMine() {
      return uid == 0 || uid == Self.UID;
    }
  }

  /// Who runs this process.
  private static final class Self {
    static final int UID = uid();

    private static int uid() {
      Path self = Path.of("/proc/self");
      return Attributes.of(Files.exists(self) ? self : Path.of(System.getProperty("user.home")))
          .uid();
    }
  }
}
