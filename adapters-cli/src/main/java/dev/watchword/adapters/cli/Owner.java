package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/// Whose process this is.
final class Owner {

  private static final Path SELF = Path.of("/proc/self");

  private Owner() {}

  /// The user that this process runs as: the owner of its entry in `/proc`, or, where there is
  /// none, of a file that it makes.
  static UserPrincipal self() throws IOException {
    if (Files.exists(SELF)) {
      return Files.getOwner(SELF);
    }
    Path probe = Files.createTempFile("watchword", null);
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
