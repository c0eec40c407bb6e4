package dev.watchword.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the program is told before any of it is built: by the command line, else the environment,
/// else the configuration file, else the defaults of the XDG base directories.
///
/// The file is `watchword/config` in `$XDG_CONFIG_HOME` (`~/.config`): lines of `name = value`, `#`
/// begins a remark. It holds no secrets.
///
/// @param vaultFile the vault, as a real path where it exists
record Settings(Path vaultFile) {

  static final String VAULT_VARIABLE = "WATCHWORD_VAULT";

  /// @param vaultFlag the value of `--vault`, where it was given
  /// @throws IllegalArgumentException when a setting is no good; the message says which and why
  static Settings read(Optional<String> vaultFlag, Map<String, String> environment) {
    String vault = vaultFlag.orElse(environment.getOrDefault(VAULT_VARIABLE, ""));
    if (vault.isEmpty()) {
      vault = configured(environment).getOrDefault("vault", "");
    }
    Path file =
        vault.isEmpty()
            ? folder(environment, "XDG_DATA_HOME", ".local/share").resolve("watchword/vault.db")
            : path("The vault", vault);
    return new Settings(real(file));
  }

  /// A line of the configuration file that a command asks for by name.
  ///
  /// @throws IllegalArgumentException when the file is no good
  static Optional<String> line(String name, Map<String, String> environment) {
    return Optional.ofNullable(configured(environment).get(name));
  }

  private static Map<String, String> configured(Map<String, String> environment) {
    Path file = folder(environment, "XDG_CONFIG_HOME", ".config").resolve("watchword/config");
    return Files.exists(file) ? ConfigFile.read(file) : Map.of();
  }

  private static Path folder(Map<String, String> environment, String variable, String ofHome) {
    String set = environment.getOrDefault(variable, "");
    return set.startsWith("/") ? Path.of(set) : home(environment).resolve(ofHome);
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  private static Path path(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          what.concat(" has a name that no file can have; name another by --vault."));
    }
  }

  /// One name for one file, so that the agent is found whichever way the file is named.
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException notThereYet) {
      return file.toAbsolutePath().normalize();
    }
  }

  /// The configuration file; a class of its own, for most runs have none.
  private static final class ConfigFile {

    private static final Set<PosixFilePermission> OTHERS_WRITE =
        Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    static Map<String, String> read(Path file) {
      try {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.stream().anyMatch(OTHERS_WRITE::contains)) {
          throw new IllegalArgumentException(
              "Others can change the configuration file %s (%s); run `chmod go-w` on it."
                  .formatted(file, PosixFilePermissions.toString(mode)));
        }
        Map<String, String> values = new java.util.HashMap<>();
        for (String line : Files.readAllLines(file)) {
          String text = line.strip();
          int equals = text.indexOf('=');
          if (text.isEmpty() || text.startsWith("#")) {
            continue;
          }
          if (equals < 1) {
            throw new IllegalArgumentException(
                "The configuration file %s has a line that is not `name = value`.".formatted(file));
          }
          values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
        return values;
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "The configuration file %s can't be read.".formatted(file), e);
      }
    }
  }
}
