package dev.watchword.adapters.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where a server keeps checkpoints of its audit log.
///
/// @param kept those that stay, a line each
public record AnchorFiles(Path kept) {

  private static final String SUFFIX = ".audit-anchor";
  private static final int NAME_BYTES = 8;

  /// Those of a vault file, unless that is said.
  public static AnchorFiles beside(Path vaultFile) {
    return new AnchorFiles(Path.of(vaultFile + SUFFIX));
  }

  /// Those of a database, unless that is said: in the folder where a vault file would be, and
  /// others for each database.
  static AnchorFiles ofDatabase(Path vaultFile, String url) {
    String name = HexFormat.of().formatHex(sha256(url), 0, NAME_BYTES);
    return new AnchorFiles(vaultFile.resolveSibling("database-" + name + SUFFIX));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /// The newest one, which is noted beside those that stay.
  public Path newest() {
    return Path.of(kept + ".newest");
  }
}
