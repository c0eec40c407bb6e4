package dev.watchword.adapters.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files with something that is nobody else's business (SECURITY UN-08).
final class PrivateText {

  private static final Set<PosixFilePermission> NOT_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private PrivateText() {}

  /// Reads one. A group may read, not others: Debian keeps keys for the group `ssl-cert`, and
  /// systemd's credentials show their owner's access as the group's.
  ///
  /// @param what it is, for messages: `key file`
  /// @throws IllegalArgumentException when it can't be read, or others can; the message is a
  ///   sentence for the operator, without anything of what is in it
  static String read(String what, Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.stream().anyMatch(NOT_OTHERS::contains)) {
        throw new IllegalArgumentException(
            "Others can reach the %s %s (%s); run `chmod o= %s`, or 600 where no group needs it."
                .formatted(what, file, PosixFilePermissions.toString(mode), file));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException("The %s %s can't be read.".formatted(what, file), e);
    }
  }
}
