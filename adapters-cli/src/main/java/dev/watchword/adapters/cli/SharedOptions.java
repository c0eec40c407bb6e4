package dev.watchword.adapters.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that every command takes.
///
/// @param vault the vault file that was named
/// @param json whether the answer is to be one JSON document
/// @param passphraseFile where the passphrase stands; `-` is standard input
/// @param keyFile where the vault's key file lies, or the URI of a key in a token
/// @param recoveryKey whether to open the vault with its printed recovery key
/// @param passphraseDescriptor the open file descriptor that the passphrase is read from
/// @param askpass the program that asks for the passphrase
/// @param quiet whether remarks are left out
/// @param clockOffset what to add to this machine's clock for codes
/// @param database the PostgreSQL database that was named in the place of a vault file
record SharedOptions(
    Optional<String> vault,
    boolean json,
    Optional<String> passphraseFile,
    Optional<String> keyFile,
    boolean recoveryKey,
    Optional<Long> passphraseDescriptor,
    Optional<String> askpass,
    boolean quiet,
    Optional<Duration> clockOffset,
    Optional<DatabaseOrder> database) {

  /// Taken by the commands that keep many connections.
  static final String CONNECTIONS = "--database-connections";

  static final String PASSPHRASE_FILE_VARIABLE = "WATCHWORD_PASSPHRASE_FILE";

  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .paramLabel("FORMAT")
            .type(String.class)
            .description("text (the default) or json: one document on standard output.")
            .build());
    spec.addOption(
        Options.text("--vault", "FILE", "The vault file; else WATCHWORD_VAULT, else the default."));
    spec.addOption(
        Options.text(
            "--passphrase-file",
            "FILE",
            "Read the passphrase from a file of mode 0600 ('-': standard input);"
                + " else WATCHWORD_PASSPHRASE_FILE, else it is asked for."));
    spec.addOption(
        Options.number("--passphrase-fd", "N", "Read the passphrase from an open descriptor."));
    spec.addOption(
        Options.text(
            "--askpass", "PROGRAM", "Have a program ask for the passphrase; it prints it."));
    spec.addOption(
        Options.text(
            "--key-file",
            "FILE",
            "Open the vault with a key file, or a token's key by its pkcs11: URI; see"
                + " `slot add --help`."));
    spec.addOption(Options.flag("--recovery-key", "Open the vault with its printed recovery key."));
    spec.addOption(
        Options.text(
            "--database",
            "URL",
            "Use a PostgreSQL database in the place of a vault file:"
                + " jdbc:postgresql://HOST/NAME?user=ROLE."));
    spec.addOption(
        Options.text(
            "--database-password-file",
            "FILE",
            "Read the role's password from a file of mode 0600."));
    spec.addOption(
        Options.text(
            "--clock-offset",
            "SECONDS",
            "Add so much to this machine's clock for codes; `doctor --ntp` measures it."));
    spec.addOption(
        OptionSpec.builder("-q", "--quiet")
            .arity("0")
            .type(boolean.class)
            .description("Say nothing on standard error unless it fails.")
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .arity("0")
            .type(boolean.class)
            .description("Show this help.")
            .build());
  }

  static SharedOptions of(List<ParseResult> levels, Map<String, String> environment) {
    return new SharedOptions(
        last(levels, "--vault"),
        json(last(levels, "--output")),
        last(levels, "--passphrase-file")
            .or(() ->
                Optional.ofNullable(environment.get(PASSPHRASE_FILE_VARIABLE))
                    .filter(path -> !path.isEmpty())),
        last(levels, "--key-file"),
        levels.stream().anyMatch(level -> Options.given(level, "--recovery-key")),
        descriptor(levels),
        last(levels, "--askpass"),
        levels.stream().anyMatch(level -> Options.given(level, "--quiet")),
        last(levels, "--clock-offset").map(ClockOffset::parse),
        database(levels));
  }

  private static Optional<Long> descriptor(List<ParseResult> levels) {
    return levels.stream()
        .filter(level -> Options.given(level, "--passphrase-fd"))
        .reduce((first, second) -> second)
        .flatMap(level -> Options.number(level, "--passphrase-fd"));
  }

  private static Optional<DatabaseOrder> database(List<ParseResult> levels) {
    Optional<String> passwordFile = last(levels, "--database-password-file");
    Optional<Long> connections =
        Options.given(levels.getLast(), CONNECTIONS)
            ? Options.number(levels.getLast(), CONNECTIONS)
            : Optional.empty();
    Optional<String> url = last(levels, "--database");
    if (url.isEmpty() && (passwordFile.isPresent() || connections.isPresent())) {
      throw Failure.usage("A database's password file or connections need --database.");
    }
    return url.map(given -> new DatabaseOrder(given, passwordFile, connections));
  }

  private static Optional<String> last(List<ParseResult> levels, String option) {
    Optional<String> value = Optional.empty();
    for (ParseResult level : levels) {
      if (Options.given(level, option)) {
        value = Options.text(level, option);
      }
    }
    return value;
  }

  private static boolean json(Optional<String> format) {
    return switch (format.orElse("text")) {
      case "json" -> true;
      case "text" -> false;
      default -> throw Failure.usage("--output takes text or json.");
    };
  }

  /// A path that somebody typed.
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Failure.usage("A file name holds a character that no file name can.");
    }
  }
}
