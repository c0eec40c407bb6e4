package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The folder that agents meet their clients in: `$XDG_RUNTIME_DIR/watchword`, or, where that is
/// not set, `watchword/run` in the user's state folder. Nobody but the user may enter it (SECURITY
/// UN-03).
///
/// @param path absolute
record AgentFolder(Path path) {

  /// Unix socket addresses are at most 108 bytes, with a NUL at the end.
  private static final int LONGEST_ADDRESS = 107;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  static AgentFolder of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (runtime.startsWith("/")) {
      return new AgentFolder(Path.of(runtime, "watchword"));
    }
    return new AgentFolder(stateFolder(environment).resolve("run"));
  }

  /// What this user's programs keep from one time to the next: `$XDG_STATE_HOME/watchword`.
  static Path stateFolder(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base = state.startsWith("/") ? Path.of(state) : home(environment).resolve(".local/state");
    return base.resolve("watchword");
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  /// The socket of the agent for a vault file.
  Path socket(Path vaultFile) {
    Path socket = path.resolve("agent-".concat(name(vaultFile)).concat(".sock"));
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_ADDRESS) {
      throw Failure.expected(
          "agent-folder",
          "The path of the agent's folder is too long for a socket; set XDG_RUNTIME_DIR to a"
              + " shorter one.");
    }
    return socket;
  }

  /// The file that an agent holds a lock on while it lives.
  Path lockFile(Path vaultFile) {
    return path.resolve("agent-".concat(name(vaultFile)).concat(".lock"));
  }

  /// A short name for a vault file (FNV-1a, 64 bits): it only has to tell one user's vaults apart,
  /// and an agent that is asked for another vault says so.
  private static String name(Path vaultFile) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : vaultFile.toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash);
  }

  /// Makes the folder where it is not there, and makes sure that it is ours alone.
  ///
  /// @throws Failure when it is a symbolic link, somebody else's, or no folder
  void prepare() {
    try {
      Files.createDirectories(path.getParent(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } catch (FileAlreadyExistsException e) {
        // looked at below, whoever made it
      }
      check();
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    } catch (IOException e) {
      throw Failure.expected(
          "agent-folder",
          "The agent's folder "
              + Neutral.line(path.toString())
              + " can't be made; set XDG_RUNTIME_DIR to a folder of your own.");
    }
  }

  /// @throws Failure when the folder is a symbolic link, somebody else's, or no folder
  void check() throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw refused("is a symbolic link, or no folder");
    }
    if (!found.owner().equals(Owner.self())) {
      throw refused("belongs to somebody else");
    }
  }

  private Failure refused(String why) {
    return Failure.expected(
        "agent-folder",
        "The agent's folder "
            + Neutral.line(path.toString())
            + " "
            + why
            + "; remove it, or set XDG_RUNTIME_DIR to a folder of your own.");
  }
}
