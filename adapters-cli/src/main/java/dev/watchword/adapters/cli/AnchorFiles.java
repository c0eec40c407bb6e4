package dev.watchword.adapters.cli;

import java.nio.file.Path;

/// Where a server keeps checkpoints of its audit log.
///
/// @param kept those that stay, a line each
public record AnchorFiles(Path kept) {

  /// Where they are unless that is said.
  public static AnchorFiles beside(Path vaultFile) {
    return new AnchorFiles(Path.of(vaultFile + ".audit-anchor"));
  }

  /// The newest one, which is noted beside those that stay.
  public Path newest() {
    return Path.of(kept + ".newest");
  }
}
