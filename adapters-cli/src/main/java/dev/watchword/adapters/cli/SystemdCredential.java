package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// A secret that systemd hands to a service (`LoadCredential=`, systemd.exec(5)) in a folder that
/// nobody else reaches.
///
/// Such a file belongs to root and lets the service in by an access list, which shows as the
/// group's right to read; by its mode alone it would be refused (SECURITY UN-08).
final class SystemdCredential {

  private static final String FOLDER = "CREDENTIALS_DIRECTORY";
  private static final Set<PosixFilePermission> AS_SYSTEMD_SETS_IT =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.GROUP_WRITE);

  private SystemdCredential() {}

  /// A file that holds a secret, as [SecretFile] reads it, or a credential.
  ///
  /// @throws Failure as [SecretFile#read]
  static byte[] read(Map<String, String> environment, String name, String what, int maxBytes) {
    Path file = SharedOptions.path(name);
    if (!isOne(environment, file)) {
      return SecretFile.read(file, what, maxBytes);
    }
    String named = "The " + what + " " + Neutral.line(file.toString());
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return SecretFile.limited(in, maxBytes, named);
    } catch (IOException e) {
      throw Failure.expected("no-file", named + " can't be read.");
    }
  }

  /// Whether it lies in that folder, root's or our own both, and nothing can write to either.
  private static boolean isOne(Map<String, String> environment, Path file) {
    String folder = environment.getOrDefault(FOLDER, "");
    if (!folder.startsWith("/") || !Path.of(folder).equals(file.toAbsolutePath().getParent())) {
      return false;
    }
    try {
      return mine(file)
          && mine(Path.of(folder))
          && AS_SYSTEMD_SETS_IT.containsAll(
              Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
          && Files.getPosixFilePermissions(Path.of(folder), LinkOption.NOFOLLOW_LINKS).stream()
              .noneMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean mine(Path file) throws IOException {
    int uid = (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return uid == 0 || Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Owner.self());
  }
}
