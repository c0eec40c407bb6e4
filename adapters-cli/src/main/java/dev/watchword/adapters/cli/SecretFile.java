package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;

/// Reads a file that holds a secret, if nobody else can read or write it (SECURITY UN-02, UN-08,
/// FI-02).
final class SecretFile {

  private SecretFile() {}

  /// The file's bytes, the caller's to wipe.
  ///
  /// @param what what the file is, for the refusal: "passphrase file"
  /// @param maxBytes the most that it may hold
  /// @throws Failure when it is not there, is open to others, or is too long
  static byte[] read(Path file, String what, int maxBytes) {
    String named = "The " + what + " " + Neutral.line(file.toString());
    try {
      PosixFileAttributes link =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes target = Files.readAttributes(file, PosixFileAttributes.class);
      UserPrincipal self = Owner.self();
      if (!link.owner().equals(self) || !target.owner().equals(self)) {
        throw Failure.expected(
            "bad-file", named + " belongs to somebody else; use one of your own.");
      }
      if (target.permissions().stream().anyMatch(SecretFile::letsOthersIn)) {
        throw Failure.expected(
            "bad-file",
            named
                + " has mode "
                + octal(target)
                + ", so others can read or change it; run `chmod 600` on it.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return limited(in, maxBytes, named);
      }
    } catch (NoSuchFileException e) {
      throw Failure.expected("no-file", named + " is not there.");
    } catch (IOException | UnsupportedOperationException e) {
      throw Failure.expected("no-file", named + " can't be read.");
    }
  }

  /// @throws Failure when there is more than that
  static byte[] limited(InputStream in, int maxBytes, String named) throws IOException {
    byte[] bytes = in.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      Arrays.fill(bytes, (byte) 0);
      throw Failure.expected("too-long", named + " holds more than " + maxBytes + " bytes.");
    }
    return bytes;
  }

  private static boolean letsOthersIn(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ, OWNER_WRITE, OWNER_EXECUTE -> false;
      default -> true;
    };
  }

  private static String octal(PosixFileAttributes attributes) {
    String letters = PosixFilePermissions.toString(attributes.permissions());
    StringBuilder digits = new StringBuilder("0");
    for (int i = 0; i < 9; i += 3) {
      digits.append(
          (letters.charAt(i) == 'r' ? 4 : 0)
              + (letters.charAt(i + 1) == 'w' ? 2 : 0)
              + (letters.charAt(i + 2) == 'x' ? 1 : 0));
    }
    return digits.toString();
  }
}
